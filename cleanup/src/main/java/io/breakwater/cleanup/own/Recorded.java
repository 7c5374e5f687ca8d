package io.breakwater.cleanup.own;

/// A resource as CloudFormation knows it.
///
/// @param type such as `AWS::Logs::LogGroup`
/// @param id its physical id
public record Recorded(Place place, String type, String id) {

    boolean in(Place other, boolean anyRegion) {
        return anyRegion ? place.account().equals(other.account()) : place.equals(other);
    }

    /// Services name a resource sometimes by its ARN and sometimes by the end of it.
    boolean names(String resource) {
        return id.equals(resource) || endsWith(id, resource) || endsWith(resource, id);
    }

    private static boolean endsWith(String arn, String last) {
        return !last.isEmpty() && arn.startsWith("arn:") && (arn.endsWith("/" + last) || arn.endsWith(":" + last));
    }
}
