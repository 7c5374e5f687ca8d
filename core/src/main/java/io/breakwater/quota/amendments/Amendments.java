package io.breakwater.quota.amendments;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The changes made to a ledger item at run time. They are kept in the item itself and guarded by every
/// reserving write, so they count from the write that stores them, for every process at once, whatever
/// the configuration says.
///
/// @param version how many times the item was amended, 0 for never; an amendment replaces the version
/// that it was made from
/// @param suspended whether every new request is refused
/// @param overrides limits that have another value for a time
public record Amendments(long version, boolean suspended, Map<LimitName, LimitOverride> overrides) {
    public static final Amendments NONE = new Amendments(0, false, Map.of());

    /// The longest override; permanent changes belong in the configuration.
    public static final Duration LONGEST = Duration.ofDays(90);

    /// The smallest limit on money, a cent as in the configuration; for other limits it is 1.
    private static final long LEAST_NANO_USD = 10_000_000;

    /// @throws IllegalArgumentException if the version is negative
    public Amendments {
        if (version < 0) {
            throw new IllegalArgumentException(
                    "the version of amendments must be 0 (never amended) or more, got " + version);
        }
        overrides = Map.copyOf(overrides);
    }

    public Amendments at(long newVersion) {
        return new Amendments(newVersion, suspended, overrides);
    }

    public Amendments withSuspended(boolean now) {
        return new Amendments(version, now, overrides);
    }

    public Amendments with(LimitName limit, LimitOverride override) {
        Map<LimitName, LimitOverride> more = new EnumMap<>(LimitName.class);
        more.putAll(overrides);
        more.put(limit, override);
        return new Amendments(version, suspended, more);
    }

    public Amendments without(LimitName limit) {
        Map<LimitName, LimitOverride> fewer = new EnumMap<>(LimitName.class);
        fewer.putAll(overrides);
        fewer.remove(limit);
        return new Amendments(version, suspended, fewer);
    }

    /// The same without the overrides whose time is over.
    public Amendments inForce(Instant now) {
        Map<LimitName, LimitOverride> rest = new EnumMap<>(LimitName.class);
        overrides.forEach((limit, override) -> {
            if (override.holds(now)) {
                rest.put(limit, override);
            }
        });
        return new Amendments(version, suspended, rest);
    }

    /// The limits that count at `now`, when these are configured.
    public Limits over(Limits configured, Instant now) {
        Limits limits = configured;
        for (Map.Entry<LimitName, LimitOverride> each : overrides.entrySet()) {
            if (each.getValue().holds(now)) {
                limits = limits.with(each.getKey(), each.getValue().value());
            }
        }
        return limits;
    }

    /// Why these cannot be written at `now`; empty if they can.
    public Optional<String> problem(Instant now) {
        return overrides.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> problem(each.getKey(), each.getValue(), now).stream())
                .findFirst();
    }

    private static Optional<String> problem(LimitName limit, LimitOverride override, Instant now) {
        Instant until = override.until();
        if (!override.holds(now)) {
            return Optional.of(
                    "the override of %s ends at %s, which is over; it is %s".formatted(limit.label(), until, now));
        }
        if (until.isAfter(now.plus(LONGEST))) {
            return Optional.of("the override of %s ends at %s, more than %d days ahead; change the plan instead"
                    .formatted(limit.label(), until, LONGEST.toDays()));
        }
        return limit.isMoney() && override.value() < LEAST_NANO_USD
                ? Optional.of(
                        "the override of %s is %s USD, less than a cent; to refuse all requests, suspend the tenant"
                                .formatted(limit.label(), Usd.text(override.value())))
                : Optional.empty();
    }

    public boolean sameAs(Amendments other) {
        return suspended == other.suspended && overrides.equals(other.overrides);
    }
}
