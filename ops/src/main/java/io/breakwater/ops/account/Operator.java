package io.breakwater.ops.account;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Reading;
import io.breakwater.settings.Home;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The person who calls a command, with the credentials that the AWS SDK finds. They must be of the
/// gateway account.
public final class Operator implements AutoCloseable {
    private final Home home;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider own;
    private final StsClient sts;

    private Operator(Home home, SdkHttpClient http, AwsCredentialsProvider own) {
        this.home = home;
        this.http = http;
        this.own = own;
        this.sts = new ProbeClients(http, own, home.region()).of(StsClient.builder());
    }

    public static Operator in(Home home) {
        return new Operator(
                home,
                Apache5HttpClient.create(),
                DefaultCredentialsProvider.builder().build());
    }

    /// Whether the caller may act for the environment.
    public sealed interface Entry {}

    public record Entered(AccountAccess access) implements Entry {}

    public record Refused(String why, String fix) implements Entry {}

    /// Asks STS who the caller is.
    public Entry enter() {
        try {
            AccountAccess access = AccountAccess.of(sts, own, role());
            return access.caller().equals(home.account())
                    ? new Entered(access)
                    : new Refused(
                            "The credentials are of account " + access.caller() + ", and the gateway's is "
                                    + home.account(),
                            "use credentials of " + home.account() + " (such as AWS_PROFILE), or correct home.account");
        } catch (SdkException unknown) {
            return new Refused(
                    "Your AWS identity could not be read: " + Reading.sentence(unknown),
                    "give credentials of account " + home.account() + " as for the AWS CLI (such as AWS_PROFILE)");
        }
    }

    private static String role() {
        return Optional.ofNullable(System.getenv(AccountAccess.ROLE_VARIABLE)).orElse(AccountAccess.USUAL_ROLE);
    }

    /// The connections of all clients.
    public SdkHttpClient http() {
        return http;
    }

    @Override
    public void close() {
        sts.close();
        http.close();
    }
}
