package io.breakwater.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ops.Environments;
import io.breakwater.settings.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExaminationTest {
    private static final Home HOME = Environments.small().home();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_the_file_still_has_of_the_examples_is_told_before_anything_else_even_to_who_does_not_get_in(
            boolean json) {
        StringWriter out = new StringWriter();
        Line example = new Line(
                "placeholder",
                new CheckedPlace(HOME.account(), HOME.region()),
                new Finding.Wrong("home.account is the example", "put yours there"));

        int exit = new Examination("test", json, false, new PrintWriter(out))
                .refused(HOME, List.of(example), new Finding.Wrong("no credentials", "sign in"));

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).containsSubsequence("home.account is the example", "no credentials");
        assertThat(out.toString()).contains(json ? "\"wrong\":2" : "2 wrong");
    }
}
