package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A schedule's request to delete old versions of functions, in the form of CloudFormation's events.
///
/// @param functions `Functions`: the functions' names
/// @param kept `KeptMinutes`: the time from a version's publishing until nothing runs on earlier ones
record OldVersionsRequest(List<String> functions, Duration kept) {
    /// The request type in place of CloudFormation's Create, Update and Delete.
    static final String TYPE = "DeleteOldVersions";

    /// @throws IllegalArgumentException if a property is missing or has another form
    static OldVersionsRequest of(CloudFormationCustomResourceEvent event) {
        Map<String, Object> properties = event.getResourceProperties();
        Object functions = properties.get("Functions");
        Object minutes = properties.get("KeptMinutes");
        if (!(functions instanceof List<?> names)) {
            throw new IllegalArgumentException("the property Functions must be a list, got " + functions);
        }
        if (!(minutes instanceof Number number) || number.longValue() < 0) {
            throw new IllegalArgumentException("the property KeptMinutes must be a number from 0, got " + minutes);
        }
        return new OldVersionsRequest(
                names.stream().map(String::valueOf).toList(), Duration.ofMinutes(number.longValue()));
    }
}
