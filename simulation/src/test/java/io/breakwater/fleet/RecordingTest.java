package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `scripts/verify schedules` writes down and tells.
final class RecordingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PlayedBy NOW = new PlayedBy("0badcafe", "2026-11-30", "5c3ef34000");

    @TempDir
    Path root;

    private Path file(String range) {
        return root.resolve("docs/reliability/schedules/%s.json".formatted(range));
    }

    private void recorded(String range, String runs) throws IOException {
        Files.createDirectories(file(range).getParent());
        Files.writeString(file(range), runs);
    }

    @Test
    void what_is_recorded_has_the_version_the_day_and_the_commit_that_played_it() throws IOException {
        assertThat(new Recording(root, NOW).record("schedules", 1, 1)).isEmpty();
        JsonNode run = JSON.readTree(file("000001-000001").toFile()).get(0);
        assertThat(PlayedBy.text(List.of(run))).isEqualTo("`0badcafe`, commit `5c3ef34000`, 2026-11-30");
    }

    @Test
    void a_record_without_a_commit_is_still_read() throws IOException {
        assertThat(PlayedBy.text(List.of(JSON.readTree("{\"version\":\"654799c0\",\"day\":\"2026-11-29\"}"))))
                .isEqualTo("`654799c0`, 2026-11-29");
    }

    /// Also if it was recorded before, so that nobody gets past it by a second run.
    @Test
    void what_did_not_hold_is_told_with_its_seed() throws IOException {
        recorded(
                "000007-000008",
                "[{\"version\":\"0badcafe\",\"first\":7,\"last\":8,\"broken\":[{\"seed\":8,\"what\":\"I5 (…) at 1 s\"}]}]");
        assertThat(new Recording(root, NOW).record("schedules", 7, 8)).containsExactly("seed 8: I5 (…) at 1 s");
    }

    @Test
    void a_range_that_ends_before_it_begins_is_refused() {
        assertThatThrownBy(() -> new Recording(root, NOW).record("schedules", 9, 8))
                .hasMessage("there is no seed from 9 to 8");
    }
}
