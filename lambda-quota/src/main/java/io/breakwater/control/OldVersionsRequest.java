package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a schedule says when old versions of functions are to be deleted, in the form of CloudFormation's events.
///
/// @param functions `Functions`: their names
/// @param kept `KeptMinutes`: from a version's publishing until nothing runs on those before it
record OldVersionsRequest(List<String> functions, Duration kept) {
    /// In the place of CloudFormation's Create, Update and Delete.
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
