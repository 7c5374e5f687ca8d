package io.breakwater.cleanup.stack;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The properties of a custom resource as its template gives them; CloudFormation makes every scalar a text.
record RequestProperties(Map<String, Object> values) {

    static RequestProperties of(CloudFormationCustomResourceEvent event) {
        return new RequestProperties(event.getResourceProperties());
    }

    /// A text.
    ///
    /// @throws IllegalArgumentException if there is none, because template and code come from different
    /// deployments
    String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    /// A list of texts.
    ///
    /// @throws IllegalArgumentException if there is none
    List<String> texts(String name) {
        if (values.get(name) instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw wrong(name, "a list");
    }

    /// Texts by name.
    ///
    /// @throws IllegalArgumentException if there are none
    Map<String, String> map(String name) {
        if (values.get(name) instanceof Map<?, ?> map) {
            return texts(map);
        }
        throw wrong(name, "a map");
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new TreeMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    private IllegalArgumentException wrong(String name, String form) {
        return new IllegalArgumentException("the property %s must be %s, got %s; synthesise and deploy again"
                .formatted(name, form, values.get(name)));
    }
}
