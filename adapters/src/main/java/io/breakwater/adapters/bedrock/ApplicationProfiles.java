package io.breakwater.adapters.bedrock;

import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfileUse;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Each tenant's own application inference profiles, by which the bill distinguishes tenants. Their ids
/// are generated, so they are found by name, in a list of each shard and Region that is read before the
/// first request. Tenants that are not in the environment's file share one.
///
/// A profile that is not found, or that Bedrock refuses, costs no request: the system profile is called instead.
public final class ApplicationProfiles {
    /// How long a refused profile is not used: it may not be known everywhere yet, or was deleted.
    static final Duration REST = Duration.ofMinutes(5);

    /// How old a list may be if a tenant's profile is not in it: the tenant may be new.
    static final Duration LIST_AGAIN = Duration.ofMinutes(15);

    static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private final Naming naming;
    private final List<Place> places;
    private final InstantSource clock;
    private final Map<Where, Map<String, String>> arns = new ConcurrentHashMap<>();
    private final Map<Where, Instant> due = new ConcurrentHashMap<>();
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();

    private record Where(ShardId shard, Region source) {
        @Override
        public String toString() {
            return shard + "/" + source;
        }
    }

    private record Place(Where where, Shard shard) {}

    /// Asks Bedrock in one shard and Region.
    public interface Listing {
        /// @return the ARN of each application profile there, by its name
        /// @throws IOException if Bedrock returns no list, with the reason
        Map<String, String> in(Shard shard, Region source) throws IOException;
    }

    private ApplicationProfiles(Naming naming, List<Place> places, InstantSource clock) {
        this.naming = naming;
        this.places = places;
        this.clock = clock;
    }

    /// The profiles of an environment, none without `costAttribution`; their ids are not known yet.
    public static ApplicationProfiles of(Settings settings, InstantSource clock) {
        List<Place> places = settings.shards().stream()
                .flatMap(shard ->
                        shard.regions().stream().map(region -> new Place(new Where(shard.id(), region), shard)))
                .filter(_ -> settings.costAttribution())
                .toList();
        return new ApplicationProfiles(new Naming(settings.environment(), settings.home()), places, clock);
    }

    /// Lists the profiles wherever none are known yet.
    ///
    /// @return where there was no list and why, as text for operators; calls there go through the
    /// system profiles
    public List<String> learn(Listing listing) {
        return places.stream()
                .filter(place -> !arns.containsKey(place.where()))
                .flatMap(place -> learn(place, listing).stream())
                .toList();
    }

    private Optional<String> learn(Place place, Listing listing) {
        Where where = place.where();
        try {
            arns.put(where, Map.copyOf(listing.in(place.shard(), where.source())));
            due.put(where, clock.instant().plus(LIST_AGAIN));
            return Optional.empty();
        } catch (IOException silent) {
            due.put(where, clock.instant().plus(TRY_AGAIN));
            return Optional.of(where + " did not list its application inference profiles: " + silent.getMessage());
        }
    }

    /// The ids to call by. A list without a tenant's profile is read again in the background from time
    /// to time.
    ///
    /// @param background runs those reads
    public ModelIds through(Listing listing, Executor background) {
        return new ModelIds() {
            @Override
            public String of(Target target, TenantId tenant) {
                Where where = new Where(target.shard(), target.source());
                Map<String, String> here = arns.getOrDefault(where, Map.of());
                String own = here.get(name(ProfileUse.label(tenant, target.profile())));
                if (own == null) {
                    again(where, listing, background);
                }
                String called = own == null ? here.get(name(ProfileUse.sharedLabel(target.profile()))) : own;
                return called == null || rests(called) ? target.profile().value() : called;
            }

            @Override
            public boolean refused(String id) {
                return ApplicationProfiles.this.refused(id);
            }
        };
    }

    private String name(String label) {
        return naming.inferenceProfile(label);
    }

    /// Reads the list again; the thread that moves the due time does it.
    private void again(Where where, Listing listing, Executor background) {
        Instant now = clock.instant();
        Instant at = due.getOrDefault(where, Instant.MIN);
        if (!now.isBefore(at)
                && (due.putIfAbsent(where, now.plus(TRY_AGAIN)) == null
                        || due.replace(where, at, now.plus(TRY_AGAIN)))) {
            places.stream()
                    .filter(place -> place.where().equals(where))
                    .forEach(place -> background.execute(() -> learn(place, listing)));
        }
    }

    private boolean rests(String arn) {
        Instant until = resting.get(arn);
        return until != null && clock.instant().isBefore(until);
    }

    private boolean refused(String id) {
        boolean own = id.contains(":application-inference-profile/");
        if (own) {
            resting.put(id, clock.instant().plus(REST));
        }
        return own;
    }
}
