package io.breakwater.deploytest.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How commands are found on a page, assigned by the list, and filled in.
class PageCommandsTest {
    private static final String PAGE = """
            Some words.

            ```python
            print("scripts/no-command")
            ```

            ```bash
            # what comes first
            scripts/one   --a   # a tenant's comment
            curl http://127.0.0.1:8080/ \\
              -d '[
              {"b": 1}]'
            ```

            ```
            a picture
            scripts/two
            ```

            ```yaml
            scripts/none: 1
            ```
            """;

    @Test
    void commands_are_the_lines_of_shell_fences_whatever_fences_stand_before_them() {
        assertThat(PageCommands.of(PAGE))
                .extracting(PageCommand::line)
                .containsExactly("scripts/one --a", "curl http://127.0.0.1:8080/ -d '[ {\"b\": 1}]'", "scripts/two");
    }

    @Test
    void a_command_is_typed_with_its_own_line_breaks() {
        assertThat(PageCommands.of(PAGE).get(1).text())
                .isEqualTo("curl http://127.0.0.1:8080/ \\\n-d '[\n{\"b\": 1}]'");
    }

    @Test
    void only_the_readers_own_words_are_replaced() {
        CommandListing listing = CommandListing.parse("""
                @ 127.0.0.1:8080 = 127.0.0.1:{port}
                @ KEY = {key}
                """);
        DocumentedCommands commands = new DocumentedCommands(Map.of(), listing);
        PageCommand command = new PageCommand("curl http://127.0.0.1:8080/ --KEY MY_KEY KEY");

        assertThat(commands.filledIn(command, Map.of("port", "1", "key", "k$1")).text())
                .isEqualTo("curl http://127.0.0.1:1/ --KEY MY_KEY k$1");
        assertThatThrownBy(() -> commands.filledIn(command, Map.of("port", "1")))
                .hasMessageContaining("no value for {key}");
    }

    @Test
    void a_listing_refuses_what_it_cannot_hold_to() {
        List.of(
                        "scripts/one",
                        "scripts/one  <-  A, perhaps \"done\"",
                        "scripts/one  <-  A, until nothing",
                        "scripts/one  <-  A\nscripts/one  <-  B",
                        "@ KEY")
                .forEach(wrong -> assertThatThrownBy(() -> CommandListing.parse(wrong))
                        .as(wrong)
                        .isInstanceOf(IllegalArgumentException.class));
    }
}
