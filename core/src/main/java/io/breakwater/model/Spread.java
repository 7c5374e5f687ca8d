package io.breakwater.model;

/// How the requests of a tier are spread over its targets.
public enum Spread {
    /// The emptier target first: each fills up in proportion to its own capacity and its weight.
    BY_LOAD,
    /// By chance in proportion to the weights, whatever the load, as long as there is room. Chance needs no memory, so
    /// the shares hold over any number of processes, of which each serves few requests.
    BY_WEIGHT
}
