package io.breakwater.cleanup.stack;

import java.util.Optional;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// The one setting for Bedrock's invocation log that an account has in a Region.
interface AccountSetting {

    /// Empty if nothing is logged.
    Optional<LoggingConfig> read();

    void set(LoggingConfig setting);

    /// Turns the log off; nothing happens if it is.
    void clear();
}
