package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/// A seed that breaks a property tells what led to it, and what of it is enough.
final class ShrinkingTest {
    private static final PlantedBug BUG = PlantedBug.SETTLES_TWICE;

    /// A schedule without faults, of whose tenants one is enough.
    private static final long SEED = 2;

    private final StringWriter out = new StringWriter();

    private int typed(String... words) {
        CommandLine line = SimulateCommand.commandLine();
        line.<SimulateCommand>getCommand().gateway = BUG.wrong();
        return line.setOut(new PrintWriter(out)).execute(words);
    }

    private static FleetFindings findings(FleetPlan plan) {
        return new FleetRun(plan, BUG.wrong(), 0).play().findings();
    }

    /// So few that the test is short.
    private static FleetPlan fewOf(FleetPlan plan) {
        return plan.with(plan.faults().subList(0, 2)).withLoads(plan.loads().subList(0, 3));
    }

    @Test
    void what_is_left_has_fewer_faults_and_tenants_and_breaks_the_same_property() {
        FleetPlan plan = fewOf(Schedules.of(1));
        FleetPlan small = Shrinking.shrunk(plan, BUG.wrong(), BUG.property());
        assertThat(small.faults()).hasSizeLessThan(plan.faults().size());
        assertThat(small.loads()).hasSizeLessThan(plan.loads().size());
        assertThat(findings(small).kinds()).contains(BUG.property());
        assertThat(PlanPart.of(plan, small).of(plan)).isEqualTo(small);
    }

    @Test
    void what_is_left_is_told_by_name_with_its_history_and_can_be_played_again() {
        assertThat(typed("--first-seed", "" + SEED, "--shrink")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(out.toString())
                .containsPattern("left of it: 1 of \\d+ tenants and 0 of \\d+ faults still break I6")
                .containsPattern("history of .* until I6 broke, the last \\d+ of \\d+ lines:")
                .contains(" writes T#");
        String again = out.toString()
                .lines()
                .filter(line -> line.contains("that alone again"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*scripts/simulate ", "");
        out.getBuffer().setLength(0);
        assertThat(typed(again.split(" "))).isEqualTo(ExitCode.SOFTWARE);
        assertThat(out.toString()).contains("BROKEN I6", again);
    }

    @Test
    void a_seed_that_breaks_a_property_prints_what_led_to_it() {
        assertThat(typed("--first-seed", "" + SEED)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(out.toString())
                .contains(
                        "--replay %d@%s".formatted(SEED, FleetVersion.current().text()))
                .containsPattern("history of .* until I6 broke, the last \\d+ of \\d+ lines:");
    }
}
