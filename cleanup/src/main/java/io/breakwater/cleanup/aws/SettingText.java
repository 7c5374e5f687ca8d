package io.breakwater.cleanup.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;
import software.amazon.awssdk.utils.builder.Buildable;

/// A logging setting as the text that is kept: the JSON that Bedrock's API has for it, or `none`.
public final class SettingText {
    public static final String NONE = "none";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SettingText() {}

    public static String of(Optional<LoggingConfig> setting) {
        return setting.map(config -> json(config).toString()).orElse(NONE);
    }

    /// Reads a setting from its text.
    ///
    /// @throws IllegalArgumentException if somebody has written something else there
    public static Optional<LoggingConfig> read(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        try {
            LoggingConfig.Builder builder = LoggingConfig.builder();
            fill((SdkPojo) builder, object(text));
            return Optional.of(builder.build());
        } catch (JsonProcessingException e) {
            throw unreadable(text);
        }
    }

    private static JsonNode object(String text) throws JsonProcessingException {
        JsonNode json = JSON.readTree(text);
        if (!json.isObject()) {
            throw unreadable(text);
        }
        return json;
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "the saved setting must be Bedrock's JSON or 'none', got " + text + "; correct the parameter");
    }

    private static ObjectNode json(SdkPojo part) {
        ObjectNode json = JSON.createObjectNode();
        for (SdkField<?> field : part.sdkFields()) {
            switch (field.getValueOrDefault(part)) {
                case null -> {}
                case SdkPojo nested -> json.set(field.locationName(), json(nested));
                case Object value -> json.set(field.locationName(), JSON.valueToTree(value));
            }
        }
        return json;
    }

    private static void fill(SdkPojo builder, JsonNode json) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (json.hasNonNull(field.locationName())) {
                field.set(builder, value(field, json.get(field.locationName())));
            }
        }
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        if (field.marshallingType().equals(MarshallingType.SDK_POJO)) {
            SdkPojo nested = field.constructor().get();
            fill(nested, json);
            return ((Buildable) nested).build();
        }
        return field.marshallingType().equals(MarshallingType.BOOLEAN) ? json.asBoolean() : json.asText();
    }
}
