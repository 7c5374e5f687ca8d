package io.breakwater.model;

import java.util.List;
import java.util.Map;

/// A Bedrock inference profile: a model, and for each source Region the Regions that may answer.
///
/// @param destinations for each source Region the Regions to which a call may be routed; an empty list
/// stands for "any commercial Region"
/// @param quota the published default quota per account and source Region
public record Profile(
        ProfileId id,
        ModelCard model,
        Geography geography,
        Map<Region, List<Region>> destinations,
        Price price,
        Capacity quota) {

    public Profile {
        destinations = Map.copyOf(destinations);
    }

    /// Whether the profile can be called from this Region.
    public boolean reachableFrom(Region source) {
        return destinations.containsKey(source);
    }
}
