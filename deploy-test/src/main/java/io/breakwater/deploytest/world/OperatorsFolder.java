package io.breakwater.deploytest.world;

import io.breakwater.deploytest.docs.DocumentedCommands;
import io.breakwater.ops.account.AccountRegion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The folder in which the commands of the pages are typed: it looks like a checkout with the test's
/// environments in `config/`, and has the readers' own files that the pages mention.
record OperatorsFolder(Path folder, Scripts scripts) {
    /// The entries that are not the project's own; all others are.
    private static final Set<String> OWN = Set.of("config", "cdk.out", "target", ".breakwater", ".git");

    /// One of the tenants that the pages' commands apply.
    private static final String TEAM =
            "tenants:\n  - { id: team, plan: regular, models: [" + TestConfig.MODEL + "] }\n";

    /// A bill of one line.
    private static final String BILL =
            "bill_billing_period_start_date,line_item_usage_account_id,line_item_product_code,"
                    + "line_item_resource_id,line_item_iam_principal,line_item_currency_code,line_item_unblended_cost,"
                    + "line_item_line_item_description,resource_tags\n"
                    + "2026-11-01T00:00:00.000Z,%1$s,AmazonBedrock,,"
                    + "arn:aws:sts::%1$s:assumed-role/breakwater-dev-shard-a-role/" + TestConfig.REGULAR
                    + ",USD,1.25,,\n";

    /// Makes the folder, and opens terminals there.
    TypedCommands typed(TestConfig config) throws IOException {
        Files.createDirectories(folder.resolve("target"));
        try (Stream<Path> parts = Files.list(scripts.root())) {
            for (Path part : parts.filter(
                            each -> !OWN.contains(each.getFileName().toString()))
                    .toList()) {
                Path own = folder.resolve(part.getFileName());
                if (Files.isDirectory(part)) {
                    link(own, part);
                } else {
                    Files.copy(part, own, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        link(folder.resolve("config"), scripts.config());
        Files.writeString(folder.resolve("team.yaml"), TEAM);
        try (OutputStream bill = new GZIPOutputStream(Files.newOutputStream(folder.resolve("cur-00001.csv.gz")))) {
            bill.write(BILL.formatted(config.places().shardA().account()).getBytes(StandardCharsets.UTF_8));
        }
        return new TypedCommands(DocumentedCommands.of(scripts.root()), this::terminal, values(config));
    }

    private static Map<String, String> values(TestConfig config) {
        AccountRegion home = config.places().home();
        return Map.of(
                "home", home.toString(),
                "homeAccount", home.account().value(),
                "homeRegion", home.region().value(),
                "regionOfB", config.places().shardB().region().value(),
                "sink", LinkSinks.arn(home),
                "target", config.drained());
    }

    private Terminal terminal(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("BREAKWATER_CONFIG", scripts.config().toString());
        return new Terminal(scripts.children(), folder, all, scripts.longest());
    }

    private static void link(Path link, Path to) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, to);
    }
}
