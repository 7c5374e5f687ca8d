package io.breakwater.cleanup.stack;

import io.breakwater.call.Pause;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;
import software.amazon.awssdk.services.bedrock.model.ValidationException;

/// The setting in Bedrock itself.
record BedrockSetting(BedrockClient bedrock, Pause pause) implements AccountSetting {
    /// Bedrock tests the role before it accepts a setting, and a new role works everywhere only after a
    /// while ("Changes that I make are not always immediately visible", IAM User Guide).
    private static final int ATTEMPTS = 12;

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    /// A setting without any destination logs nothing.
    @Override
    public Optional<LoggingConfig> read() {
        return Optional.ofNullable(
                        bedrock.getModelInvocationLoggingConfiguration(_ -> {}).loggingConfig())
                .filter(setting -> setting.cloudWatchConfig() != null || setting.s3Config() != null);
    }

    @Override
    public void set(LoggingConfig setting) {
        for (int attempt = 1; ; attempt++) {
            try {
                bedrock.putModelInvocationLoggingConfiguration(put -> put.loggingConfig(setting));
                return;
            } catch (ValidationException refused) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(
                            "Bedrock does not take %s: %s; set the account's invocation log by hand, then try again"
                                    .formatted(setting, refused.getMessage()),
                            refused);
                }
                sleep();
            }
        }
    }

    private void sleep() {
        try {
            pause.pause(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while Bedrock did not take the setting yet", e);
        }
    }

    @Override
    public void clear() {
        bedrock.deleteModelInvocationLoggingConfiguration(_ -> {});
    }
}
