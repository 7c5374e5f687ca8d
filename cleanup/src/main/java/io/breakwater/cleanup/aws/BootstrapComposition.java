package io.breakwater.cleanup.aws;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.ToolkitJudge;
import io.breakwater.cleanup.plan.Traffic;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Puts together what looks at the CDK's bootstrap in an environment's accounts and Regions.
public final class BootstrapComposition {

    private BootstrapComposition() {}

    /// AWS as far as the bootstrap goes.
    public static AwsCloud of(Settings settings, Clients clients, Pause pause) {
        return of(
                Composition.places(settings),
                clients.of(CloudFormationClient::builder),
                List.of(
                        new AssetBuckets(clients.of(S3Client::builder)),
                        new AssetRepositories(clients.of(EcrClient::builder))),
                pause);
    }

    static AwsCloud of(
            SortedSet<Place> places,
            Function<Place, CloudFormationClient> formation,
            List<Sweeper> assets,
            Pause pause) {
        List<Sweeper> sweepers = List.of(assets.get(0), assets.get(1), new Toolkits(formation, pause));
        Scanner scanner =
                new Scanner(places, sweepers, new ToolkitRecords(formation)::in, all -> new ToolkitJudge(all)::judge);
        return new AwsCloud(scanner, Traffic.NoMetric::new);
    }
}
