package io.breakwater.adapters.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The environment variables of a function.
public record FunctionVariables(Map<String, String> values) {
    public FunctionVariables {
        values = Map.copyOf(values);
    }

    /// The value of a variable.
    ///
    /// @throws IllegalStateException if it is not set: the function was deployed by hand
    public String required(String variable) {
        return Optional.ofNullable(values.get(variable))
                .orElseThrow(() -> new IllegalStateException(
                        "the variable " + variable + " is not set; deploy the function with its stack"));
    }

    /// The value of a variable that only some settings set.
    public Optional<String> optional(String variable) {
        return Optional.ofNullable(values.get(variable));
    }

    /// The folder of the packaged configuration.
    public Path config() {
        return Path.of(required("LAMBDA_TASK_ROOT"), "config");
    }

    /// Only the names of the variables: values may be secret.
    @Override
    public String toString() {
        return "FunctionVariables" + values.keySet();
    }
}
