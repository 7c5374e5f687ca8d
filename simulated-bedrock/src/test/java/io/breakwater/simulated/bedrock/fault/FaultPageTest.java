package io.breakwater.simulated.bedrock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// docs/simulation.md lists every fault with the parameters it takes.
class FaultPageTest {

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("breakwater.root"), "docs/simulation.md"));
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void the_page_lists_a_fault_with_its_parameters(FaultKind kind) throws IOException {
        String parameters = kind.takes().stream()
                .map(parameter -> "`" + parameter.wireName() + "`")
                .collect(Collectors.joining(", "));

        assertThat(page()).contains(("| `" + kind.wireName() + "` | " + parameters).stripTrailing() + " | ");
    }

    @Test
    void the_page_lists_the_refusals_of_an_account() throws IOException {
        assertThat(page())
                .contains(Arrays.stream(AccountRefusal.values())
                        .map(refusal -> "`" + refusal.wireName() + "`")
                        .toList());
    }
}
