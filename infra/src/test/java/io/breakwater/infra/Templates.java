package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Searches templates.
final class Templates {

    private Templates() {}

    /// A resource and the stack it is in.
    record Found(String stack, String id, JsonNode body) {
        JsonNode properties() {
            return body.path("Properties");
        }

        String type() {
            return body.path("Type").asText();
        }

        @Override
        public String toString() {
            return stack + "/" + id;
        }
    }

    static Stream<Found> all(Synthesised environment) {
        return environment.templates().keySet().stream().flatMap(stack -> in(environment, stack));
    }

    static Stream<Found> all(Synthesised environment, String type) {
        return all(environment).filter(found -> found.type().equals(type));
    }

    static Stream<Found> in(Synthesised environment, String stack) {
        return environment.templates().get(stack).path("Resources").properties().stream()
                .map(entry -> new Found(stack, entry.getKey(), entry.getValue()));
    }

    static Stream<Found> in(Synthesised environment, String stack, String type) {
        return in(environment, stack).filter(found -> found.type().equals(type));
    }

    /// Every statement of every policy and trust of a resource.
    static Stream<JsonNode> statements(Found found) {
        return Stream.of("PolicyDocument", "AssumeRolePolicyDocument")
                .flatMap(name -> stream(found.properties().path(name).path("Statement")));
    }

    /// An IAM list that may be a single value.
    static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.isTextual() ? item.asText() : item.toString()));
        } else if (!value.isMissingNode()) {
            texts.add(value.isTextual() ? value.asText() : value.toString());
        }
        return texts;
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
