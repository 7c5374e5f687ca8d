package io.breakwater.cleanup.own;

import java.util.Map;
import java.util.TreeMap;

/// A resource as it was seen in AWS.
///
/// @param place where; of what an account has once, the Region it was read through
/// @param id what its service deletes it by: an id, an ARN or a name
/// @param name what people call it; empty if it has none
/// @param version what another one of the same id would not have: the time of creation, or a number of its service's
/// @param state what may change without its becoming another resource
public record FoundResource(
        Place place, Kind kind, String id, String name, Map<String, String> tags, String version, State state) {

    public FoundResource {
        tags = Map.copyOf(tags);
    }

    /// @param bytes what it stores
    /// @param guarded whether deletion protection is on
    /// @param monthlyMicroUsd what it costs a month while nobody uses it, estimated
    public record State(long bytes, boolean guarded, long monthlyMicroUsd) {
        public static final State FREE = new State(0, false, 0);

        public static State costing(long monthlyMicroUsd) {
            return new State(0, false, monthlyMicroUsd);
        }
    }

    /// Changes with all that tells a resource from another, and not with its size or protection: those change while a
    /// plan is applied.
    public String fingerprint() {
        return Digest.of(String.join("\n", place.toString(), kind.name(), id, name, version, sortedTags()));
    }

    private String sortedTags() {
        return new TreeMap<>(tags).toString();
    }
}
