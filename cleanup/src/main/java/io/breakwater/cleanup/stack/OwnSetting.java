package io.breakwater.cleanup.stack;

import io.breakwater.naming.Naming;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// This environment's own setting: who called which model in which Region and how many tokens it took, and
/// prompts and answers only where that is asked for.
///
/// @param logGroup tells whose a setting is: every environment has its own
/// @param roleArn what Bedrock writes with
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

    /// The other environment that a setting is of.
    Optional<String> rival(LoggingConfig setting) {
        return owns(setting) ? Optional.empty() : Naming.invocationLogsOf(groupOf(setting));
    }

    private static String groupOf(LoggingConfig setting) {
        return setting.cloudWatchConfig() == null
                ? ""
                : Optional.ofNullable(setting.cloudWatchConfig().logGroupName()).orElse("");
    }
}
