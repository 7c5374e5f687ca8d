package io.breakwater.cleanup.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.model.CloudWatchConfig;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;
import software.amazon.awssdk.services.bedrock.model.S3Config;

/// Bedrock's logging setting in the JSON of its API ("LoggingConfig", Amazon Bedrock API Reference).
final class LoggingSetting {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LoggingSetting() {}

    /// @throws IllegalArgumentException if the text is no JSON object
    static LoggingConfig read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.isObject()) {
                throw new IllegalArgumentException("a saved logging setting must be a JSON object, got " + text);
            }
            return config(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a saved logging setting must be JSON, got " + text, e);
        }
    }

    private static LoggingConfig config(JsonNode json) {
        return LoggingConfig.builder()
                .cloudWatchConfig(object(json, "cloudWatchConfig")
                        .map(LoggingSetting::logs)
                        .orElse(null))
                .s3Config(object(json, "s3Config").map(LoggingSetting::bucket).orElse(null))
                .textDataDeliveryEnabled(flag(json, "textDataDeliveryEnabled"))
                .imageDataDeliveryEnabled(flag(json, "imageDataDeliveryEnabled"))
                .embeddingDataDeliveryEnabled(flag(json, "embeddingDataDeliveryEnabled"))
                .videoDataDeliveryEnabled(flag(json, "videoDataDeliveryEnabled"))
                .audioDataDeliveryEnabled(flag(json, "audioDataDeliveryEnabled"))
                .build();
    }

    private static CloudWatchConfig logs(JsonNode json) {
        return CloudWatchConfig.builder()
                .logGroupName(text(json, "logGroupName"))
                .roleArn(text(json, "roleArn"))
                .largeDataDeliveryS3Config(object(json, "largeDataDeliveryS3Config")
                        .map(LoggingSetting::bucket)
                        .orElse(null))
                .build();
    }

    private static S3Config bucket(JsonNode json) {
        return S3Config.builder()
                .bucketName(text(json, "bucketName"))
                .keyPrefix(text(json, "keyPrefix"))
                .build();
    }

    private static Optional<JsonNode> object(JsonNode json, String name) {
        return json.optional(name).filter(JsonNode::isObject);
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).asText(null);
    }

    private static @Nullable Boolean flag(JsonNode json, String name) {
        return json.path(name).isBoolean() ? json.path(name).asBoolean() : null;
    }
}
