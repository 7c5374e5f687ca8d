package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenFilesFuzzTest {
    private static final int MUTATIONS = Depth.of(1_300);
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "\n",
        "\t",
        "- ",
        "*",
        "&a ",
        "null",
        "~",
        "-1",
        "0",
        "1e999999999",
        ".inf",
        ".nan",
        "0x1f",
        "0o17",
        "99999999999999999999",
        "\"",
        "'",
        "\0",
        "\uD800",
        "true",
        "!!binary x",
        "<<: ",
        "? ",
        "---\n",
        "...\n",
        "%YAML 9\n",
        "us-east-1",
        "a"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 17, 2_026, 31_337})
    void whatever_is_broken_in_the_shipped_files_is_an_answer_and_never_an_exception(long seed) {
        Random random = new Random(seed);
        int invalid = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String name = Shipped.ENVIRONMENTS[random.nextInt(Shipped.ENVIRONMENTS.length)];
            boolean breakCatalogue = random.nextInt(4) == 0;
            Loaded<Settings> loaded = SettingsReader.read(
                    breakCatalogue ? broken(Shipped.catalogue(), random) : Shipped.catalogue(),
                    breakCatalogue ? Shipped.environment(name) : broken(Shipped.environment(name), random));
            if (loaded instanceof Loaded.Invalid<Settings> answer) {
                invalid++;
                assertThat(answer.problems())
                        .isNotEmpty()
                        .allMatch(problem -> !problem.toString().contains("\n"));
            }
        }
        assertThat(invalid).isBetween(MUTATIONS / 2, MUTATIONS - 1);
    }

    private static ConfigText broken(ConfigText text, Random random) {
        String content = text.content();
        for (int i = 0; i <= random.nextInt(3); i++) {
            content = mutate(content, random);
        }
        return new ConfigText(text.file(), content);
    }

    private static String mutate(String content, Random random) {
        int from = random.nextInt(content.length() + 1);
        int to = Math.min(content.length(), from + 1 + random.nextInt(12));
        String token = TOKENS[random.nextInt(TOKENS.length)];
        String head = content.substring(0, from);
        return switch (random.nextInt(6)) {
            case 0 -> head + token + content.substring(from);
            case 1 -> head + token + content.substring(to);
            case 2 -> head + content.substring(to);
            case 3 -> head + content.substring(from, to).repeat(2) + content.substring(to);
            case 4 -> withoutLine(content, random);
            default -> valueReplaced(content, token, random);
        };
    }

    private static String withoutLine(String content, Random random) {
        String[] lines = content.split("\n", -1);
        lines[random.nextInt(lines.length)] = "";
        return String.join("\n", lines);
    }

    /// Keeps the YAML well-formed, so that the checks behind the parser are reached.
    private static String valueReplaced(String content, String token, Random random) {
        int colon = content.indexOf(": ", random.nextInt(content.length()));
        if (colon < 0) {
            return content;
        }
        int end = colon + 2;
        while (end < content.length() && ",}\n".indexOf(content.charAt(end)) < 0) {
            end++;
        }
        return content.substring(0, colon + 2) + token + content.substring(end);
    }
}
