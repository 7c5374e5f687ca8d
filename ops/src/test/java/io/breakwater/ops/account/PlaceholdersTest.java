package io.breakwater.ops.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.ConfigFolder;
import io.breakwater.ops.Environments;
import io.breakwater.ops.account.Placeholders.Placeholder;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void the_shipped_files_cannot_be_deployed_as_they_are(String environment) {
        assertThat(Placeholders.in(shipped(environment), Optional.empty()))
                .extracting(Placeholder::toString)
                .anyMatch(line -> line.contains("home.account is the example '123456789012'"))
                .anyMatch(line -> line.contains("shards 'a'.account is the example '111111111111'"))
                .anyMatch(line -> line.contains("alarms.email is the example 'oncall@example.com'"))
                .allMatch(line -> line.startsWith("config/" + environment + ".yaml, "));
    }

    @Test
    void an_emulator_has_whatever_accounts_it_is_asked_for_but_nobody_reads_the_examples_mail() {
        assertThat(Placeholders.in(shipped("dev"), Optional.of("http://127.0.0.1:5000")))
                .singleElement()
                .asString()
                .contains("alarms.email");
    }

    @Test
    void real_accounts_are_no_examples() {
        String yaml = Environments.SMALL
                .replace("123456789012", "423456789013")
                .replace("111111111111", "411111111113")
                .replace("222222222222", "422222222221");

        assertThat(Placeholders.in(Environments.of(yaml), Optional.empty())).isEmpty();
    }

    private static Settings shipped(String environment) {
        return switch (new ConfigFolder(Path.of("../config")).load(environment)) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }
}
