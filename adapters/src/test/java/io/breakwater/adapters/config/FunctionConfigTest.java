package io.breakwater.adapters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.adapters.credentials.AssumedRoles.ShardRole;
import io.breakwater.model.ShardId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionConfigTest {
    private static final Path SHIPPED = Path.of(System.getProperty("breakwater.root"), "config");
    private static final String ROLE = "arn:aws:iam::111111111111:role/breakwater-dev-shard-a";

    @TempDir
    private Path folder;

    @BeforeEach
    void a_deployment_of_dev() throws IOException {
        Files.copy(SHIPPED.resolve("models.yaml"), folder.resolve("models.yaml"));
        Files.copy(SHIPPED.resolve("dev.yaml"), folder.resolve("environment.yaml"));
        Files.writeString(folder.resolve("shards.json"), """
                {"a": {"roleArn": "%s", "externalId": "x"}, "b": {"roleArn": "%s"}}""".formatted(ROLE, ROLE));
    }

    @Test
    void a_function_knows_its_environment_and_the_role_of_each_shard() throws Exception {
        FunctionConfig config = FunctionConfig.read(folder);

        assertThat(config.settings().environment()).isEqualTo("dev");
        assertThat(config.role(new ShardId("a"))).isEqualTo(new ShardRole(ROLE, Optional.of("x")));
        assertThat(config.role(new ShardId("b"))).isEqualTo(new ShardRole(ROLE, Optional.empty()));
        assertThatThrownBy(() -> config.role(new ShardId("c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shard c has no role");
    }

    @Test
    void a_wrong_or_missing_file_is_named() throws Exception {
        Files.writeString(folder.resolve("environment.yaml"), "environment: dev\nhomme: {}\n");
        assertThatThrownBy(() -> FunctionConfig.read(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("homme");

        Files.delete(folder.resolve("environment.yaml"));
        assertThatThrownBy(() -> FunctionConfig.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("environment.yaml");
    }

    @Test
    void a_variable_that_is_not_set_is_named_and_values_are_not_shown() {
        FunctionVariables variables = new FunctionVariables(Map.of("LAMBDA_TASK_ROOT", "/code", "SECRET", "hidden"));

        assertThat(variables.config()).isEqualTo(Path.of("/code/config"));
        assertThat(variables).asString().doesNotContain("hidden");
        assertThatThrownBy(() -> variables.required("BREAKWATER_KEYS_TABLE"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BREAKWATER_KEYS_TABLE is not set");
    }
}
