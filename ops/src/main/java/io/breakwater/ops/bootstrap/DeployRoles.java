package io.breakwater.ops.bootstrap;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.ops.probe.AwsProbe;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Reading;
import io.breakwater.ops.probe.Seen;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// A deploy's way into an account: the role that the bootstrap made for it. Neither the deploy nor this
/// check needs any other right there.
record DeployRoles(AccountAccess access, SdkHttpClient http) {
    private static final String SESSION = "breakwater-operator";

    /// Why a deploy would not get in; empty if it would.
    Optional<String> closed(AccountRegion place) {
        return switch (entered(place)) {
            case Seen.There<Probe>(Probe probe) -> version(probe);
            case Seen.NotThere<Probe>() -> Optional.of("there are no credentials");
            case Seen.Unreadable<Probe>(String why) -> Optional.of(why);
        };
    }

    private static Optional<String> version(Probe probe) {
        return switch (probe.parameter(CdkNames.VERSION)) {
            case Seen.There<String>(String version)
            when CdkNames.isOld(version) -> Optional.of("version " + version + " is too old");
            case Seen.There<String>(String _) -> Optional.empty();
            case Seen.NotThere<String>() -> Optional.of("it is not bootstrapped");
            case Seen.Unreadable<String>(String why) -> Optional.of(why);
        };
    }

    /// Enters the place. In the caller's own account the CDK goes on with the caller's rights if it may
    /// not assume the role.
    private Seen<Probe> entered(AccountRegion place) {
        try {
            return new Seen.There<>(probe(place, assumed(place)));
        } catch (SdkException refused) {
            return place.account().equals(access.caller())
                    ? new Seen.There<>(probe(place, access.own()))
                    : new Seen.Unreadable<>(Reading.sentence(refused));
        }
    }

    private AwsCredentialsProvider assumed(AccountRegion place) {
        String role = "arn:aws:iam::" + place.account() + ":role/" + CdkNames.deployRole(place);
        Credentials session = access.sts()
                .assumeRole(ask -> ask.roleArn(role).roleSessionName(SESSION))
                .credentials();
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    private Probe probe(AccountRegion place, AwsCredentialsProvider credentials) {
        return new AwsProbe(new ProbeClients(http, credentials, place.region()));
    }
}
