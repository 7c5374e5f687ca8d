package io.breakwater.ops.scp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A call that a policy may deny.
///
/// @param action such as `bedrock:InvokeModel`
/// @param resources the ARN of the resource; if it is not known, all possible ones
/// @param context the condition keys whose values are known, each with every value that it may have;
/// keys are compared without regard to case
public record DeniableCall(String action, List<String> resources, Map<String, List<String>> context) {

    public DeniableCall {
        resources = List.copyOf(resources);
        context = context.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        key -> key.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    /// The values that a condition key may have; none if unknown.
    List<String> values(String key) {
        return context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }
}
