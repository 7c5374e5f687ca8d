package io.breakwater.control.usagekeys;

import io.breakwater.identity.KeyRecord;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The steps from the existing API Gateway keys to one for each tenant, in an order that may stop
/// anywhere and be planned again.
///
/// A tenant is counted on its own key once that has been in its usage plan for some time, and a key is
/// removed when no live record names it any more: so no tenant ever names a key that API Gateway does
/// not admit.
public final class UsageKeyPlan {
    /// API Gateway takes some seconds until it admits a new key; its documents do not say how many.
    static final Duration SETTLED = Duration.ofSeconds(30);

    private final Map<String, WantedKey> wanted = new TreeMap<>();
    private final Map<String, UsageKey> there;
    private final List<KeyRecord> live;
    private final Instant now;

    private UsageKeyPlan(
            Collection<WantedKey> wanted, UsageKeys.There there, Collection<KeyRecord> records, Instant now) {
        wanted.stream()
                .filter(key -> there.plans().contains(key.plan()))
                .forEach(key -> this.wanted.put(key.mark(), key));
        this.there =
                there.keys().stream().collect(Collectors.toMap(UsageKey::mark, Function.identity(), (one, _) -> one));
        this.live = records.stream().filter(known -> known.live(now)).toList();
        this.now = now;
    }

    /// @param wanted the keys to have, one for each tenant outside the stack
    /// @param records the records of all keys of all tenants
    static List<UsageKeyStep> of(
            Collection<WantedKey> wanted, UsageKeys.There there, Collection<KeyRecord> records, Instant now) {
        UsageKeyPlan plan = new UsageKeyPlan(wanted, there, records, now);
        return Stream.of(plan.counted(), plan.removed(), plan.joined(), plan.made())
                .flatMap(steps -> steps)
                .toList();
    }

    /// The values of the keys that can count tenants now.
    public static Map<TenantId, String> ready(Collection<WantedKey> wanted, UsageKeys.There there, Instant now) {
        UsageKeyPlan plan = new UsageKeyPlan(wanted, there, List.of(), now);
        return plan.sorted(plan::isReady).collect(Collectors.toMap(WantedKey::tenant, WantedKey::value));
    }

    private Stream<WantedKey> sorted(Predicate<WantedKey> which) {
        return wanted.values().stream().filter(which).sorted(Comparator.comparing(WantedKey::tenant));
    }

    private boolean isReady(WantedKey key) {
        return found(key)
                .filter(UsageKey::joined)
                .filter(known -> !known.made().plus(SETTLED).isAfter(now))
                .isPresent();
    }

    private Optional<UsageKey> found(WantedKey key) {
        return Optional.ofNullable(there.get(key.mark()));
    }

    private Stream<UsageKeyStep> counted() {
        Map<TenantId, Set<String>> named = live.stream()
                .collect(Collectors.groupingBy(
                        KeyRecord::tenant, Collectors.mapping(KeyRecord::usageIdentifierKey, Collectors.toSet())));
        return sorted(this::isReady)
                .filter(key -> !Set.of(key.value()).containsAll(named.getOrDefault(key.tenant(), Set.of())))
                .map(UsageKeyStep.Count::new);
    }

    private Stream<UsageKeyStep> removed() {
        Set<String> named = live.stream()
                .map(known -> WantedKey.mark(known.usageIdentifierKey()))
                .collect(Collectors.toSet());
        return there.values().stream()
                .filter(key -> !wanted.containsKey(key.mark()) && !named.contains(key.mark()))
                .sorted(Comparator.comparing(UsageKey::tenant).thenComparing(UsageKey::id))
                .map(UsageKeyStep.Remove::new);
    }

    private Stream<UsageKeyStep> joined() {
        return sorted(_ -> true)
                .flatMap(key -> found(key).stream())
                .filter(key -> !key.joined())
                .map(UsageKeyStep.Join::new);
    }

    private Stream<UsageKeyStep> made() {
        return sorted(key -> found(key).isEmpty()).map(UsageKeyStep.Make::new);
    }
}
