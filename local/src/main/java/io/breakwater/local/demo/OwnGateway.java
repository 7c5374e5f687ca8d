package io.breakwater.local.demo;

import io.breakwater.demo.DemoException;
import io.breakwater.demo.RunningGateway;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.local.run.EmbeddedRun;
import io.breakwater.local.run.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An embedded run of the shipped local environment, only for the demo, on free ports.
record OwnGateway(EmbeddedRun run) implements RunningGateway {

    static OwnGateway start() throws DemoException {
        try {
            return new OwnGateway(
                    EmbeddedRun.start(RunOptions.quiet(ConfigFiles.root().resolve("config/local.yaml"))));
        } catch (ConfigFiles.BadConfig wrong) {
            throw DemoException.unusable(String.valueOf(wrong.getMessage()));
        } catch (IOException | UncheckedIOException trouble) {
            throw DemoException.unusable("The local gateway did not start: " + trouble);
        }
    }

    @Override
    public URI gateway() {
        return run.gateway();
    }

    @Override
    public Optional<URI> simulation() {
        return run.simulation();
    }

    @Override
    public Map<String, String> keys() {
        return run.keys().entrySet().stream()
                .collect(Collectors.toMap(key -> key.getKey().value(), Map.Entry::getValue));
    }

    @Override
    public void close() {
        try {
            run.close();
        } catch (IOException trouble) {
            throw new UncheckedIOException("the local gateway did not stop cleanly", trouble);
        }
    }
}
