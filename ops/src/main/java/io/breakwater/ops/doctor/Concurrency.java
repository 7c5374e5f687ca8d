package io.breakwater.ops.doctor;

import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.ops.probe.Probe;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.stream.Collectors;

/// Whether Lambda lets as many requests run as the tenants' limits do: each holds one copy of the router.
record Concurrency(Settings settings) implements Check {

    @Override
    public List<Line> look(Place place, Probe probe) {
        Finding finding = Finding.of(
                probe.concurrency(), this::judge, () -> new Finding.Unknown("Lambda names no limit of the account"));
        return List.of(new Line("concurrency", place, finding));
    }

    private Finding judge(long limit) {
        long together = tenants().stream().mapToLong(Limits::concurrency).sum();
        long largest = tenants().stream().mapToLong(Limits::concurrency).max().orElse(0);
        if (limit < largest) {
            return new Finding.Wrong(
                    "%,d functions may run at once, but one tenant alone may have %,d requests in flight"
                            .formatted(limit, largest),
                    "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 "
                            + "--desired-value " + Math.max(1_000, together));
        }
        return new Finding.Ok("%,d functions may run at once; the tenants together may have %,d requests in flight%s"
                .formatted(limit, together, unlimited()));
    }

    private String unlimited() {
        String names = settings.topology().tenants().values().stream()
                .filter(tenant -> tenant.limits().concurrency() == 0)
                .map(tenant -> tenant.id().value())
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", and these have no limit of it: " + names;
    }

    private List<Limits> tenants() {
        return settings.topology().tenants().values().stream()
                .map(Tenant::limits)
                .toList();
    }
}
