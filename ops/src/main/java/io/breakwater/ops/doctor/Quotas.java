package io.breakwater.ops.doctor;

import io.breakwater.model.Profile;
import io.breakwater.model.RoutedTarget;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.Quota;
import io.breakwater.ops.probe.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Whether the account's Bedrock quotas are as large as the settings assume.
///
/// @param targets the targets in the checked place
record Quotas(List<RoutedTarget> targets, ConfiguredAt configured) implements Check {
    private static final String NAME = "quota";
    private static final String BY_HAND = "; by hand: aws service-quotas list-service-quotas --service-code bedrock";

    Quotas {
        targets = List.copyOf(targets);
    }

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return switch (probe.bedrockQuotas()) {
            case Seen.There<List<Quota>>(List<Quota> quotas) ->
                targets.stream()
                        .flatMap(target -> compare(place, target, quotas))
                        .toList();
            case Seen.NotThere<List<Quota>>() ->
                List.of(new Line(NAME, place, new Finding.Unknown("Service Quotas has none of Bedrock here")));
            case Seen.Unreadable<List<Quota>>(String why) ->
                List.of(new Line(NAME, place, new Finding.Unknown(why + BY_HAND)));
        };
    }

    /// Compares a target's quotas; many models have no quota of requests, and then there is nothing to
    /// compare.
    private Stream<Line> compare(CheckedPlace place, RoutedTarget target, List<Quota> quotas) {
        Finding tokens = of(quotas, target.profile(), QuotaName::tokens)
                .map(quota -> judge(place, target, quota, "tokensPerMinute"))
                .orElseGet(() -> new Finding.Unknown("Service Quotas has no cross-Region tokens per minute for "
                        + target.profile().model().name() + BY_HAND));
        Stream<Finding> requests = of(quotas, target.profile(), name -> !name.tokens())
                .map(quota -> judge(place, target, quota, "requestsPerMinute"))
                .stream();
        return Stream.concat(Stream.of(tokens), requests).map(finding -> new Line(NAME, place, finding));
    }

    /// The tightest quota that matches, since a name may exist in two spellings.
    private static Optional<Quota> of(List<Quota> quotas, Profile profile, Predicate<QuotaName> which) {
        return quotas.stream()
                .filter(quota -> QuotaName.of(quota.name())
                        .filter(name -> which.test(name) && name.counts(profile))
                        .isPresent())
                .min(Comparator.comparingDouble(Quota::value));
    }

    private Finding judge(CheckedPlace place, RoutedTarget target, Quota quota, String key) {
        long configured = key.equals("tokensPerMinute")
                ? target.capacity().tokensPerMinute()
                : target.capacity().requestsPerMinute();
        long real = (long) quota.value();
        String what = "%s: %s".formatted(target.profile().id(), key);
        if (configured <= real) {
            return new Finding.Ok("%s %,d of a quota of %,d".formatted(what, configured, real));
        }
        return new Finding.Wrong(
                "%s is %,d, but the account's quota is %,d (%s)".formatted(what, configured, real, quota.code()),
                "%s: capacity.%s: %d, or aws service-quotas request-service-quota-increase --service-code bedrock --quota-code %s --desired-value %d --region %s"
                        .formatted(configured(target), key, real, quota.code(), configured, place.region()));
    }

    private String configured(RoutedTarget target) {
        return configured.of(target.target());
    }
}
