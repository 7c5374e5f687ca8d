package io.breakwater.ops.doctor;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.ops.probe.AwsProbe;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Reading;
import io.breakwater.ops.probe.Seen;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;

/// A command's access to accounts, with the caller's rights; each place is entered once.
final class OperatorAccounts implements AccountsAccess {
    private final AccountAccess access;
    private final SdkHttpClient http;
    private final Map<CheckedPlace, Seen<Probe>> probes = new HashMap<>();

    OperatorAccounts(AccountAccess access, SdkHttpClient http) {
        this.access = access;
        this.http = http;
    }

    @Override
    public Seen<Probe> probe(CheckedPlace place) {
        return probes.computeIfAbsent(place, this::entered);
    }

    private Seen<Probe> entered(CheckedPlace place) {
        try {
            return new Seen.There<>(new AwsProbe(new ProbeClients(http, access.to(place.account()), place.region())));
        } catch (SdkException refused) {
            return new Seen.Unreadable<>("%s could not be assumed (%s); name a role that you may assume there in %s"
                    .formatted(
                            access.roleArn(place.account()), Reading.sentence(refused), AccountAccess.ROLE_VARIABLE));
        }
    }
}
