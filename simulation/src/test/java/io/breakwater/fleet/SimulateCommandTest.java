package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import io.breakwater.StandardOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/// `scripts/simulate` as it meets someone who mistypes.
final class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int typed(String... words) {
        CommandLine command = SimulateCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(words);
    }

    /// Resolves the files of the command line from the project's folder.
    private static String rooted(String line) {
        return line.replace("EXAMPLE", "--config ROOT/config/prod.yaml --traffic ROOT/config/traffic.example.csv")
                .replace("ROOT", System.getProperty("breakwater.root"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            regoin-lost;                            there is no scenario 'regoin-lost', the nearest is region-lost
            REGION-LOST;                            there is no scenario 'REGION-LOST', the nearest is region-lost
            calm --rate -3;                         --rate must be 0.001 to 10000 per second, got -3.0
            calm --rate NaN;                        --rate must be 0.001 to 10000 per second, got NaN
            calm --rate 1e-300;                     --rate must be 0.001 to 10000 per second, got 1.0E-300
            calm --rate 10000;                      about 3600000 requests would be played for a seed, and at most 500000 are: lower --rate, --traffic or --fault-minutes
            calm --traffic team-1=999999999;        requests would be played for a seed, and at most 500000 are
            noisy-tenant --rate 1000;               requests would be played for a seed, and at most 500000 are
            calm --traffic team-1=0 --traffic team-2=0 --traffic team-3=0 --traffic team-4=0; --traffic leaves no requests at all: give a tenant a rate above 0
            --first-seed 9223372036854775807;       --first-seed must be -999999999999999999 to 999999999999999999, got 9223372036854775807
            --untold --seeds 3;                     --untold is of a scenario, and schedules draw that from their seeds
            EXAMPLE --untold;                       --untold is of a scenario, and --config says what is played: leave it out
            calm --untold --shuffle;                --untold changes nothing with --shuffle, which never looks at quotas: leave it out
            calm --shrink --json;                   --shrink tells what is left in words, which --json does not print: leave it out
            calm --seed 4;                          Unknown options: '--seed', '4'; did you mean '--seeds'?
            --replay 1@;                            --replay takes SEED@VERSION, got 1@
            calm --copies 0;                        --copies must be 1 to 1000, got 0
            calm --load 0;                          --load must be 0.001 to 2, got 0.0
            calm --tiers 6;                         --tiers must be 1 to 5, got 6
            target-dead --fault unavailble;         there is no fault 'unavailble', the nearest is unavailable
            store-down --fault silent;              --fault replaces what goes wrong with a scenario's targets, and in store-down nothing does; it is of: target-dead, five-of-six-dead
            target-dead --fault noisy;              --fault takes what goes wrong with targets and accounts, and noisy is not of those; they are: throttle, day-spent
            target-dead --fault store-down;         --fault takes what goes wrong with targets and accounts, and store-down is not of those; they are: throttle, day-spent
            target-dead --fault copy-death;         --fault takes what goes wrong with targets and accounts, and copy-death is not of those
            --fault silent --seeds 3;               --fault is of a scenario, and schedules draw that from their seeds: name a scenario, or leave it out
            EXAMPLE --copies 3;                     --copies is of a scenario, and --config says what is played: leave it out
            EXAMPLE --beside-calm;                  --beside-calm is not of --config: leave it out
            --replay 1@0badcafe --seeds 4;          --seeds is not of --replay, which plays one seed with its history: leave it out
            EXAMPLE --hour 14 --lose traffic=400;   --lose traffic=400 would be 2440 requests a second, and at most 2000 are played
            calm --seeds 0;                         --seeds must be at least 1
            calm --traffic team-1=x;                --traffic of a scenario takes TENANT=PER-SECOND, got team-1=x; a file goes with --config
            calm --traffic team-9=1;                there is no tenant 'team-9', the nearest is team-1
            calm --traffic team-1=-1;               the rate of team-1 must be 0 or more per second, got -1.0
            --traffic team-1=1;                     --traffic is of a scenario or of --config: name one
            --hour 3;                               --hour is of --config: name an environment's file, or leave it out
            calm --lose shard=a;                    --lose is of --config: name an environment's file, or leave it out
            --seeds 2 --confirm;                    --confirm is of --config: name an environment's file, or leave it out
            calm --traffic team-1=5 --traffic team-2=1 --traffic team-1=7; --traffic has the rate of team-1 2 times: leave one
            target-dead --fault cut --after-pieces 5; --after-pieces takes 0 to 4, or any, got 5
            target-dead --fault cut --after-pieces x; --after-pieces takes 0 to 4, or any, got x
            target-dead --after-pieces 1;           --after-pieces says where streams break, and none of target-dead does: give it a --fault that breaks them, stall, cut
            --after-pieces 1;                       --after-pieces is of a scenario, and schedules draw that from their seeds: name a scenario, or leave it out
            target-dead --fault stall=0;            the part of --fault must be above 0 and at most 1, got 0
            target-dead --fault stall=0.0;          the part of --fault must be above 0 and at most 1, got 0.0
            calm --beside-calm;                     --beside-calm plays the same without faults, and calm has none: leave it out
            target-dead --shuffle --shrink;         --shrink changes nothing with --shuffle, whose results about properties do not count: leave it out
            calm --config ROOT/config/prod.yaml;    --config plays the environment's own traffic: leave out the scenario, calm
            --config ROOT/config/prd.yaml;          --config ROOT/config/prd.yaml cannot be read (there is none); name a file that is there
            --config ROOT/config;                   --config ROOT/config cannot be read (it is a folder)
            --config ROOT/config/prod.yaml;         --config needs the traffic, once: --traffic FILE with the columns of config/traffic.example.csv, --traffic-from-log FILE or --traffic-from-metrics FILE; got 0 of them
            EXAMPLE --traffic-from-log x;           got 2 of them
            --config ROOT/config/prod.yaml --traffic-from-log ROOT/nowhere.log; --traffic-from-log ROOT/nowhere.log cannot be read (there is none)
            --config ROOT/config/prod.yaml --traffic-from-log ROOT/config; --traffic-from-log ROOT/config cannot be read (it is a folder)
            --config ROOT/config/prod.yaml --traffic-from-log ROOT/pom.xml; pom.xml: has no requests that can be played among
            --config ROOT/config/prod.yaml --traffic-from-metrics ROOT/pom.xml; pom.xml: line 1: is not JSON
            --config ROOT/config/prod.yaml --traffic ROOT/nowhere.csv; --traffic ROOT/nowhere.csv cannot be read (there is none)
            --config ROOT/config/models.yaml --traffic x; models.yaml: environment: is missing
            EXAMPLE --hour 24;                      --hour must be 0 to 23 (UTC), got 24
            EXAMPLE --hour 3;                       has no requests in that hour; hours with some are [2, 8, 9, 14, 20]
            EXAMPLE --lose shard=c;                 --lose: no shard 'c' serves this traffic; did you mean
            EXAMPLE --lose region=us-east-9;        --lose: no region 'us-east-9' serves this traffic; did you mean
            EXAMPLE --replay 1@0badcafe;            --replay is of a schedule or a scenario
            EXAMPLE --seeds 5;                      --config plays one seed, --first-seed
            EXAMPLE --lose everything;              --lose takes shard=NAME, region=NAME, model=ID or traffic=TIMES, got 'everything'
            EXAMPLE --lose traffic=-2;              --lose traffic takes how many times as much there is, above 0 and at most 1000, got '-2'
            --only-faults 1;                        --only-faults is of --replay: name the seed and its version, or leave it out
            --replay 17;                            --replay takes SEED@VERSION, got 17
            """)
    void what_is_mistyped_is_told_with_what_would_be_right(String line, String told) {
        assertThat(typed(rooted(line).split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(rooted(told));
    }

    /// The full list of options would push the error out of sight.
    @Test
    void an_error_is_told_with_one_line_about_help() {
        assertThat(typed("regoin-lost")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).hasSize(2).last().isEqualTo("scripts/simulate --help lists the options.");
    }

    /// The command lines of the script's help and of the page.
    @ParameterizedTest
    @ValueSource(strings = {"scripts/simulate", "docs/simulation.md"})
    void the_help_and_the_page_name_every_scenario_and_every_fault_of_targets(String file) throws IOException {
        assertThat(Files.readString(Path.of(System.getProperty("breakwater.root"), file))
                        .split("[^a-z-]+"))
                .contains(Scenario.labels().toArray(String[]::new))
                .contains(FleetFault.ofTargets().toArray(String[]::new));
    }

    @Test
    void the_help_names_every_fault_of_targets() {
        assertThat(typed("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains(FleetFault.ofTargets());
    }

    /// What `--replay` takes.
    @Test
    void the_version_is_that_of_the_cards() {
        assertThat(typed("--version")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().strip()).isEqualTo(FleetVersion.current().text());
    }

    @Test
    void a_noisy_tenant_is_told_apart_from_those_that_it_does_not_slow() {
        assertThat(typed("noisy-tenant", "--rate", "5")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern("the other tenants +\\d+, answered 100.00 %")
                .containsPattern(
                        "tenants hit +1 of 4 lost more than half of their requests \\(team-1\\); 1 lost more than");
    }

    @Test
    void of_a_dead_hand_it_is_told_whose_it_is() {
        assertThat(typed("hand-dead", "--rate", "3", "--accounts", "3", "--hand", "1", "--load", "0.2"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern(
                        "tenants hit +1 of 3 lost more than half of their requests \\(team-1\\); 1 lost more than");
    }

    @Test
    void that_every_property_held_is_a_line_of_its_own() {
        assertThat(typed("calm", "--rate", "0.1")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern("(?m)^  properties +all \\d+ that were looked at held, looked at [\\d,]+ times$");
    }

    /// Of seeds that hold nothing else is printed for minutes.
    @Test
    void several_seeds_say_how_far_they_are_and_in_the_end_what_they_have_reached() {
        assertThat(typed("--seeds", "3")).isEqualTo(ExitCode.OK);
        assertThat(err.toString())
                .contains("1 of 3 seeds played, none broke a property", "2 of 3 seeds played, none broke a property");
        assertThat(out.toString())
                .startsWith("3 of 3 seeds held every property%nstates that were reached:%n".formatted())
                .containsPattern("(?m)^ +[\\d,]+  ended: ok$");
    }

    @Test
    void with_json_nothing_else_is_printed() {
        assertThat(typed("calm", "--rate", "0.1", "--seeds", "2", "--json")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"scenario\":"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_seed_of_another_version_is_refused_with_both_versions() {
        assertThat(typed("--replay", "17@0badcafe")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("0badcafe", FleetVersion.current().text());
    }

    @Test
    void a_replay_shows_the_history_of_the_run_that_is_named() {
        assertThat(typed("--replay", "2@" + FleetVersion.current().text())).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "RequestEnded",
                        " writes T#",
                        "--replay 2@" + FleetVersion.current().text());
    }

    @Test
    void what_is_to_be_typed_again_has_the_scenario_and_its_options() {
        assertThat(typed("target-dead", "--rate", "2", "--load", "0.5", "--tiers", "1", "--fault", "silent"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "scripts/simulate target-dead --rate 2 --load 0.5 --tiers 1 --fault silent --replay 1@",
                        "goes wrong                silent shard-a/us-east-1/us.anthropic.claude-sonnet-4-6 1.00");
    }

    @Test
    void where_streams_break_can_be_typed_and_is_typed_again() {
        assertThat(typed("cut-streams", "--rate", "2", "--tiers", "1", "--after-pieces", "0"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "scripts/simulate cut-streams --rate 2 --tiers 1 --after-pieces 0 --replay 1@",
                        "after 0 pieces");
    }

    /// Operators drain targets and shards.
    @Test
    void a_drain_of_everybody_is_one_of_each_shard_and_leaves_nobody_to_call() {
        assertThat(typed("brown-out", "--rate", "2", "--fault", "drain")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("drain shard-a 1.00", "drain shard-b 1.00", "drain shard-c 1.00")
                .doesNotContain("drain *");
    }

    /// Drawn for each of its targets, half of the calls would be 94 of 100.
    @Test
    void a_fault_of_an_account_is_planned_once_whatever_the_number_of_its_targets() {
        assertThat(typed("account-dead", "--rate", "0.5", "--fault", "expired=0.5"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsOnlyOnce("expired shard-a 0.50");
    }

    @Test
    void beside_each_seed_stands_the_same_without_its_faults() {
        assertThat(typed("five-of-six-dead", "--rate", "1", "--tiers", "1", "--beside-calm"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsPattern("the same without faults +\\d+, answered 100.00 %");
    }

    @Test
    void the_command_keeps_its_options() {
        PublicNames.COMMANDS_SIMULATE.are(CommandNames.of(SimulateCommand.commandLine()));
    }

    @Test
    void the_command_tells_its_help_and_version_and_names_an_unknown_option() {
        StandardOptions.areAnsweredBy(SimulateCommand.commandLine());
    }
}
