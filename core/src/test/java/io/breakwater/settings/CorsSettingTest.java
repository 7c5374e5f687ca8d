package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.surface.Cors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The setting `cors`, and its absence.
class CorsSettingTest {
    private static String origins(String list) {
        return "cors: { origins: [" + list + "] }\n";
    }

    @Test
    void no_page_may_call_unless_it_is_said() {
        assertThat(SmallEnvironment.valid("").cors()).isEqualTo(Cors.OFF);
        assertThat(Shipped.settings("prod").cors()).isEqualTo(Cors.OFF);
    }

    @Test
    void pages_are_named_as_browsers_name_them() {
        String pages = "https://app.example.com, \"http://localhost:3000\", \"http://[::1]:8080\", tauri://localhost";
        assertThat(SmallEnvironment.valid(origins(pages)).cors().origins())
                .containsExactly(
                        "https://app.example.com", "http://localhost:3000", "http://[::1]:8080", "tauri://localhost");
        assertThat(SmallEnvironment.valid(origins("\"*\"")).cors().every()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com/",
                "https://app.example.com/chat",
                "https://App.example.com",
                "https://*.example.com",
                "app.example.com",
                "https://",
                "https://app.example.com?x=1",
                "https://user@app.example.com",
                "null"
            })
    void what_no_browser_sends_is_refused_with_what_it_does_send(String wrong) {
        assertThat(SmallEnvironment.and(origins('"' + wrong + '"')))
                .containsExactly(
                        "cors.origins[0]: must be an origin as browsers send it, such as https://app.example.com or"
                                + " http://localhost:3000, in lower case, without a path or a slash at its end; or \"*\" alone"
                                + " for every page, got '" + wrong + "'");
    }

    @Test
    void a_star_stands_alone() {
        assertThat(SmallEnvironment.and(origins("\"*\", https://app.example.com")))
                .containsExactly(
                        "cors.origins: \"*\" lets every page call and so stands alone; leave it or the others out");
    }

    @Test
    void the_port_that_browsers_leave_out_is_left_out() {
        assertThat(SmallEnvironment.and(origins("\"https://app.example.com:443\", \"http://app.example.com:80\"")))
                .containsExactly(
                        "cors.origins[0]: browsers leave out the port that is the scheme's own; write"
                                + " 'https://app.example.com', got 'https://app.example.com:443'",
                        "cors.origins[1]: browsers leave out the port that is the scheme's own; write"
                                + " 'http://app.example.com', got 'http://app.example.com:80'");
        assertThat(SmallEnvironment.valid(origins("\"https://app.example.com:80\""))
                        .cors()
                        .on())
                .isTrue();
    }

    @Test
    void a_setting_without_pages_is_refused() {
        assertThat(SmallEnvironment.and(origins(""))).singleElement().asString().startsWith("cors.origins: ");
        assertThat(SmallEnvironment.and("cors: {}\n"))
                .containsExactly("cors.origins: is missing; add it: the pages' origins, or [\"*\"] for every page");
    }
}
