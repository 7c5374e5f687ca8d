package io.breakwater.cleanup.stack;

import io.breakwater.naming.Naming;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// This environment's own setting: it logs the caller, model, Region and tokens of each call, and
/// prompts and answers only if configured.
///
/// @param logGroup identifies the environment of a setting: each has its own group
/// @param roleArn the role with which Bedrock writes
/// @param prompts whether texts, pictures and sounds are logged too
record OwnSetting(String logGroup, String roleArn, boolean prompts) {

    LoggingConfig config() {
        return LoggingConfig.builder()
                .cloudWatchConfig(
                        cloudWatch -> cloudWatch.logGroupName(logGroup).roleArn(roleArn))
                .textDataDeliveryEnabled(prompts)
                .imageDataDeliveryEnabled(prompts)
                .embeddingDataDeliveryEnabled(prompts)
                .videoDataDeliveryEnabled(prompts)
                .audioDataDeliveryEnabled(prompts)
                .build();
    }

    boolean owns(LoggingConfig setting) {
        return logGroup.equals(groupOf(setting));
    }

    /// The other environment that a setting belongs to.
    Optional<String> rival(LoggingConfig setting) {
        return owns(setting) ? Optional.empty() : Naming.invocationLogsOf(groupOf(setting));
    }

    private static String groupOf(LoggingConfig setting) {
        return setting.cloudWatchConfig() == null
                ? ""
                : Optional.ofNullable(setting.cloudWatchConfig().logGroupName()).orElse("");
    }
}
