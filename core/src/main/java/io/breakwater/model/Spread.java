package io.breakwater.model;

/// How the requests of a tier are spread over its targets.
public enum Spread {
    /// The emptier target first: each fills up in proportion to its own capacity and its weight.
    BY_LOAD,
    /// At random in proportion to the weights, whatever the load, as long as there is room. A random
    /// choice needs no memory, so the shares hold even over many processes that each serve few
    /// requests.
    BY_WEIGHT
}
