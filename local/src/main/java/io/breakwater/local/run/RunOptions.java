package io.breakwater.local.run;

import io.breakwater.event.EventSink;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// How an embedded run is to be.
///
/// @param port of the gateway, 0 for any free one
/// @param simulationPort of the simulated Bedrock, 0 for any free one
/// @param data a folder in which keys and ledgers outlive a restart
/// @param events what happens to requests
/// @param troubles what goes wrong beside them, as text for the operator
public record RunOptions(
        Settings settings,
        int port,
        int simulationPort,
        Optional<Path> data,
        Bedrock bedrock,
        EventSink events,
        Consumer<String> troubles) {

    /// Which Bedrock is called.
    public enum Bedrock {
        SIMULATED,
        AWS
    }

    /// A run on free ports that logs nothing but trouble.
    ///
    /// @throws ConfigFiles.BadConfig if the configuration cannot be used
    public static RunOptions quiet(Path config) throws ConfigFiles.BadConfig {
        return new RunOptions(
                ConfigFiles.read(config), 0, 0, Optional.empty(), Bedrock.SIMULATED, _ -> {}, System.err::println);
    }

    /// The folder for data, made if it is not there.
    Optional<Path> dataFolder() throws IOException {
        if (data.isPresent()) {
            Files.createDirectories(data.get());
        }
        return data;
    }
}
