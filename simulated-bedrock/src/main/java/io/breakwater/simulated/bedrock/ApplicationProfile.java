package io.breakwater.simulated.bedrock;

/// An application inference profile: what its account calls it, and the system profile that it was copied from.
public record ApplicationProfile(String name, String copied) {}
