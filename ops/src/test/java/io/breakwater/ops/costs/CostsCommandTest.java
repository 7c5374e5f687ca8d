package io.breakwater.ops.costs;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ops.OpsMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Whatever prevents a month from being compared is reported before AWS is asked for the caller's
/// identity.
class CostsCommandTest {
    private static final String BILL = "src/test/resources/costs/november.csv";

    private record Ran(int exit, String err) {}

    private static Ran ran(String... arguments) {
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new OpsMain())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exit, err.toString());
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(ran("costs", "dev", "--bill", "cur-00001.csv.gz"))
                .isEqualTo(new Ran(1, "cur-00001.csv.gz does not exist, or is not a file\n"));
    }

    @Test
    void the_bill_of_another_month_is_refused() {
        Ran ran = ran("costs", "dev", "--bill", BILL, "--month", "2026-10");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("is the bill of 2026-11, and 2026-10 was asked for");
    }

    @Test
    void an_invalid_month_and_a_missing_bill_are_bad_use() {
        assertThat(ran("costs", "dev", "--bill", BILL, "--month", "2026-13").exit())
                .isEqualTo(2);
        assertThat(ran("costs", "dev").err()).contains("Missing required option: '--bill");
    }

    @Test
    void an_environment_that_is_not_there_is_told() {
        assertThat(ran("costs", "nowhere", "--bill", BILL).exit()).isEqualTo(1);
    }
}
