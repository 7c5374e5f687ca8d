package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;

/// A text of a schema's format and length that otherwise is the name of its property. Source of the
/// formats: JSON Schema 2020-12, "Defined Formats".
final class SampleText {

    private static final String PADDING = " lah";

    private SampleText() {}

    static String of(JsonNode schema, String name) {
        String text = formatted(schema.path("format").asText(), name);
        int least = schema.path("minLength").asInt();
        int most = schema.path("maxLength").asInt(Math.max(text.length(), least));
        return Text.head(text.length() < least ? text + PADDING.repeat(least) : text, most);
    }

    private static String formatted(String format, String name) {
        return switch (format) {
            case "date" -> "2026-03-01";
            case "date-time" -> "2026-03-01T12:00:00Z";
            case "time" -> "12:00:00Z";
            case "duration" -> "PT1H";
            case "email" -> "someone@example.com";
            case "hostname" -> "example.com";
            case "ipv4" -> "192.0.2.1";
            case "ipv6" -> "2001:db8::1";
            case "uri", "iri" -> "https://example.com/";
            case "uuid" -> "123e4567-e89b-42d3-a456-426614174000";
            default -> name;
        };
    }
}
