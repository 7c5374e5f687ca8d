package io.breakwater.identity;

import io.breakwater.model.Alias;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a key may be used for. Without models it is for all of its tenant's models, without sources it
/// works from anywhere.
public record KeyScope(Set<Alias> models, List<Cidr> sources) {
    public static final KeyScope WHOLE = new KeyScope(Set.of(), List.of());

    /// Keeps authorizer contexts and items small.
    private static final int MOST = 50;

    /// @throws IllegalArgumentException if there are more than 50 models or sources
    public KeyScope {
        models = Set.copyOf(models);
        sources = sources.stream().distinct().toList();
        if (models.size() > MOST || sources.size() > MOST) {
            throw new IllegalArgumentException("a key may name up to %d models and %d sources, got %d and %d"
                    .formatted(MOST, MOST, models.size(), sources.size()));
        }
    }

    /// Whether a call may come from this source. A key that is bound to sources is refused if the
    /// source is unknown.
    boolean admits(Optional<String> source) {
        return sources.isEmpty()
                || source.flatMap(IpAddress::parse).filter(this::covers).isPresent();
    }

    private boolean covers(IpAddress address) {
        return sources.stream().anyMatch(range -> range.contains(address));
    }
}
