package io.breakwater.bench.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.run.ConfigFiles;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {

    @Test
    void the_simulated_bedrock_of_the_load_answers_at_once() throws ConfigFiles.BadConfig {
        Simulation simulation = read("bench.yaml").simulation().orElseThrow();
        assertThat(simulation.firstToken()).isZero();
        assertThat(simulation.tokensPerSecond()).isZero();
    }

    @Test
    void the_simulated_bedrock_of_the_streams_writes_at_a_pace() throws ConfigFiles.BadConfig {
        Simulation simulation = read("streams.yaml").simulation().orElseThrow();
        assertThat(simulation.firstToken()).isGreaterThan(Duration.ZERO);
        assertThat(simulation.tokensPerSecond()).isPositive();
    }

    private static Settings read(String file) throws ConfigFiles.BadConfig {
        return ConfigFiles.read(ConfigFiles.root().resolve("bench/config").resolve(file));
    }
}
