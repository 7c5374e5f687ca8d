package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.Place;

/// What could not be read, so that it is unknown what is left there.
///
/// @param what a kind of resource, or CloudFormation's record
/// @param reason the message of AWS
public record Unreadable(Place place, String what, String reason) {

    /// What to do about it.
    public String advice() {
        return "let the caller read it (docs/cleanup.md has the policy), or enable the Region, and run this again";
    }
}
