package io.breakwater.cleanup.own;

/// A stack that has this environment's name and its tags, deleted or not.
///
/// @param id its ARN, which tells it from later ones of its name
/// @param status CloudFormation's, such as `CREATE_COMPLETE`
public record OwnStack(Place place, String name, String id, String status) {

    public boolean stands() {
        return !status.equals("DELETE_COMPLETE");
    }

    /// Whether CloudFormation is changing it at the moment.
    public boolean changing() {
        return status.endsWith("_IN_PROGRESS") && !status.equals("REVIEW_IN_PROGRESS");
    }

    /// What to do about a stack that still exists.
    public String advice(String environment) {
        return status.equals("DELETE_FAILED")
                ? "its deletion failed: see its events for the resource that could not be deleted, then run scripts/destroy "
                        + environment + " --yes again"
                : "still deployed: run scripts/destroy " + environment + " --yes first";
    }
}
