package io.breakwater.quota;

/// How a key's items stand, and what was settled by model today, from one read of each.
public record UsageToday(Standing standing, Breakdown models) {}
