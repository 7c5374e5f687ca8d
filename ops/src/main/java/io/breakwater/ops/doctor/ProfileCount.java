package io.breakwater.ops.doctor;

import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.Quota;
import io.breakwater.ops.probe.Seen;
import java.util.List;

/// Whether the account has room for the application inference profiles that the shard will have.
///
/// @param needed how many
record ProfileCount(Naming naming, int needed) implements Check {
    private static final String CODE = "L-40EC9882";

    /// The quota if Service Quotas cannot be read ("Inference profiles per account", AWS General
    /// Reference).
    private static final long USUAL = 1_000;

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        long quota = quota(probe.bedrockQuotas());
        Finding finding = Finding.of(
                probe.applicationProfiles(),
                names -> judge(names, quota),
                () -> new Finding.Unknown("Bedrock lists no application inference profiles here"));
        return List.of(new Line("profile count", place, finding));
    }

    private static long quota(Seen<List<Quota>> quotas) {
        return switch (quotas) {
            case Seen.There<List<Quota>>(List<Quota> all) ->
                all.stream()
                        .filter(quota -> quota.code().equals(CODE))
                        .map(quota -> (long) quota.value())
                        .findFirst()
                        .orElse(USUAL);
            case Seen.NotThere<List<Quota>>() -> USUAL;
            case Seen.Unreadable<List<Quota>>(String _) -> USUAL;
        };
    }

    /// The finding; the environment's own profiles of an earlier deploy are not counted twice.
    private Finding judge(List<String> names, long quota) {
        long others = names.stream()
                .filter(name -> !name.startsWith(naming.resource("")))
                .count();
        return others + needed <= quota
                ? new Finding.Ok("%,d application inference profiles of %,d, %,d of them others'"
                        .formatted(others + needed, quota, others))
                : new Finding.Wrong(
                        "%,d application inference profiles are needed beside %,d others, and %,d are allowed"
                                .formatted(needed, others, quota),
                        "turn costAttribution off, give tenants fewer models or shards, or raise the quota " + CODE);
    }
}
