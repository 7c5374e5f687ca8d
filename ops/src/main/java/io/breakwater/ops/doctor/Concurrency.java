package io.breakwater.ops.doctor;

import io.breakwater.model.TenantId;
import io.breakwater.ops.probe.Probe;
import io.breakwater.settings.ConcurrencyPlan;
import io.breakwater.settings.Reserved;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.stream.Collectors;

/// Whether Lambda allows as many requests at once as the tenants' limits, since each occupies one copy
/// of the router, and whether the account has enough executions for the reservations.
record Concurrency(Settings settings) implements Check {

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        Finding finding = Finding.of(
                probe.concurrency(), this::judge, () -> new Finding.Unknown("Lambda names no limit of the account"));
        return List.of(new Line("concurrency", place, finding));
    }

    private Finding judge(long limit) {
        ConcurrencyPlan plan = ConcurrencyPlan.of(settings.topology().tenants().values());
        long needed = settings.reserved().map(Reserved::needed).orElse(0L);
        if (limit < needed) {
            return new Finding.Wrong(
                    "%,d functions may run at once; reservedConcurrency keeps %,d of them, and Lambda leaves %,d to other functions"
                            .formatted(limit, needed - Reserved.UNRESERVED, Reserved.UNRESERVED),
                    increase(Math.max(1_000, needed)) + ", or lower or remove reservedConcurrency");
        }
        if (limit < plan.largest()) {
            return new Finding.Wrong(
                    "%,d functions may run at once, but one tenant alone may have %,d requests in flight"
                            .formatted(limit, plan.largest()),
                    increase(Math.max(1_000, plan.together())));
        }
        return new Finding.Ok(
                "%,d functions may run at once; the tenants together may have %,d requests in flight%s; %s"
                        .formatted(limit, plan.together(), unlimited(plan), reserved(limit)));
    }

    private static String increase(long wanted) {
        return "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 "
                + "--desired-value " + wanted;
    }

    private String reserved(long limit) {
        return settings.reserved()
                .map(own -> "%,d are reserved, of which the router has %,d".formatted(own.together(), own.router()))
                .orElseGet(() -> unreserved(limit));
    }

    /// Says whether the account's limit allows the usual reservations.
    private static String unreserved(long limit) {
        long needed = Reserved.DEFAULT.needed();
        return limit < needed
                ? "nothing is reserved, and the usual reservedConcurrency would need %,d".formatted(needed)
                : "nothing is reserved: a router that waits for Bedrock may take all (reservedConcurrency: {})";
    }

    private static String unlimited(ConcurrencyPlan plan) {
        String names = plan.unlimited().stream().map(TenantId::value).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", and these have no limit of it: " + names;
    }
}
