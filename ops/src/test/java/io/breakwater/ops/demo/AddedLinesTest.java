package io.breakwater.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddedLinesTest {
    private static final Suggestion.Lines LINES = new Suggestion.Lines(
            List.of("demo-x:\n  tiers:\n    - { profile: p }"), List.of("demo: { a: 1 }"), List.of("- { id: demo }"));

    @Test
    void lines_are_added_at_the_end_of_their_sections_and_all_else_stays() {
        String file = """
                # who wrote this
                environment: dev
                models:   # of the teams
                  sonnet:
                    tiers: []
                  # the last word on models

                # about plans
                plans:
                    standard: { b: 2 }
                tenants:
                - { id: search }   # the oldest
                timeouts: { deadline: 4m }
                """;

        assertThat(AddedLines.to(file, LINES)).contains("""
                # who wrote this
                environment: dev
                models:   # of the teams
                  sonnet:
                    tiers: []
                  demo-x:
                    tiers:
                      - { profile: p }
                  # the last word on models

                # about plans
                plans:
                    standard: { b: 2 }
                    demo: { a: 1 }
                tenants:
                - { id: search }   # the oldest
                - { id: demo }
                timeouts: { deadline: 4m }
                """);
    }

    @Test
    void a_section_at_the_end_of_the_file_may_have_no_last_newline() {
        assertThat(AddedLines.to("models:\n  a: 1\nplans:\n  b: 2\ntenants:\n  - { id: c }", LINES))
                .get()
                .asString()
                .endsWith("  - { id: c }\n  - { id: demo }\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models:\n  a: 1\nplans: {}\ntenants:\n  - { id: c }\n",
                "models:\n  a: 1\nplans:\n  b: 2\ntenants: []\n",
                "plans:\n  b: 2\n",
                ""
            })
    void a_file_of_another_form_is_left_to_its_writer(String file) {
        assertThat(AddedLines.to(file, LINES)).isEmpty();
    }
}
