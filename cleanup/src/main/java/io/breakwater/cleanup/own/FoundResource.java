package io.breakwater.cleanup.own;

import java.util.Map;
import java.util.TreeMap;

/// A resource as it was seen in AWS.
///
/// @param place where it is; for a kind that an account has once, the Region through which it was read
/// @param id by which its service deletes it: an id, an ARN or a name
/// @param name its name for people; empty if it has none
/// @param version distinguishes it from another one of the same id: the time of creation, or a number
/// of its service's
/// @param state what may change while it remains the same resource
public record FoundResource(
        Place place, Kind kind, String id, String name, Map<String, String> tags, String version, State state) {

    public FoundResource {
        tags = Map.copyOf(tags);
    }

    /// @param bytes how much it stores
    /// @param guarded whether deletion protection is on
    /// @param monthlyMicroUsd its estimated cost a month while unused
    public record State(long bytes, boolean guarded, long monthlyMicroUsd) {
        public static final State FREE = new State(0, false, 0);

        public static State costing(long monthlyMicroUsd) {
            return new State(0, false, monthlyMicroUsd);
        }
    }

    /// Changes with everything that distinguishes a resource from another, but not with its size or
    /// protection, which change while a plan is applied.
    public String fingerprint() {
        return Digest.of(String.join("\n", place.toString(), kind.name(), id, name, version, sortedTags()));
    }

    private String sortedTags() {
        return new TreeMap<>(tags).toString();
    }
}
