package io.breakwater.settings;

import java.util.List;

/// The part of a network in the gateway's account in which its functions run.
///
/// @param subnets the subnets of their network interfaces, best in two zones or more; at most 16
/// @param securityGroups decide what they may connect to; at most 5 ("VpcConfig", AWS Lambda API
/// Reference)
public record Vpc(List<String> subnets, List<String> securityGroups) {
    static final int MOST_SUBNETS = 16;
    static final int MOST_GROUPS = 5;

    public Vpc {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
    }
}
