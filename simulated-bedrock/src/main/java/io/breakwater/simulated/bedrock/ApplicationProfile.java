package io.breakwater.simulated.bedrock;

/// An application inference profile: its name in the account, and the system profile that it was copied
/// from.
public record ApplicationProfile(String name, String copied) {}
