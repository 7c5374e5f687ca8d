package io.breakwater.call;

import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Which APIs Regions were seen to lack. A path that a Region lacks is missing for every model and
/// account. After a while a request tries it again, as Regions get new APIs.
final class MissingApis {
    private static final Duration KNOWN_FOR = Duration.ofMinutes(15);

    private final Map<Lacking, Instant> until;

    private record Lacking(Region region, ModelApi api) {}

    private MissingApis(Map<Lacking, Instant> until) {
        this.until = new ConcurrentHashMap<>(until);
    }

    MissingApis() {
        this(Map.of());
    }

    /// A fixed view for one request, so that what other requests learn meanwhile does not change the
    /// API by which this one is asked.
    MissingApis at(Instant now) {
        until.values().removeIf(end -> !now.isBefore(end));
        return new MissingApis(until);
    }

    void note(RoutedTarget target, ModelApi api, Instant now) {
        until.put(new Lacking(target.target().source(), api), now.plus(KNOWN_FOR));
    }

    /// The APIs that this target's model has in other Regions, and that this Region lacks.
    Set<ModelApi> of(RoutedTarget target) {
        if (until.isEmpty()) {
            return Set.of();
        }
        return target.profile().model().apis().stream()
                .filter(api -> until.containsKey(new Lacking(target.target().source(), api)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The model with the APIs that this target's Region has.
    ModelCard left(RoutedTarget target) {
        ModelCard model = target.profile().model();
        Set<ModelApi> missing = of(target);
        return missing.isEmpty() ? model : model.without(missing);
    }
}
