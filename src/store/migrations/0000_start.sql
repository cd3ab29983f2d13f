CREATE TABLE `confirmed_question` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`question` text NOT NULL,
	`title` text NOT NULL,
	`article` text NOT NULL,
	`origin` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `confirmed_question_pair` ON `confirmed_question` (`question`,`title`,`article`);--> statement-breakpoint
CREATE TABLE `generation_member` (
	`generation_id` integer NOT NULL,
	`version_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`valid_from` text,
	`valid_until` text,
	`ended_by` text,
	`successor_id` integer,
	`authority` integer NOT NULL,
	PRIMARY KEY(`generation_id`, `ordinal`),
	FOREIGN KEY (`generation_id`) REFERENCES `index_generation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`version_id`) REFERENCES `policy_version`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `generation_member_version` ON `generation_member` (`version_id`);--> statement-breakpoint
CREATE TABLE `index_blob` (
	`generation_id` integer NOT NULL,
	`name` text NOT NULL,
	`piece` integer NOT NULL,
	`data` blob NOT NULL,
	PRIMARY KEY(`generation_id`, `name`, `piece`),
	FOREIGN KEY (`generation_id`) REFERENCES `index_generation`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `index_generation` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`recipe` text NOT NULL,
	`documents` integer DEFAULT 0 NOT NULL,
	`clauses` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "index_generation_status" CHECK("index_generation"."status" IN ('building','ready','live'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `index_generation_one_live` ON `index_generation` (`status`) WHERE status = 'live';--> statement-breakpoint
CREATE TABLE `policy_segment` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`version_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`label` text,
	`context` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`version_id`) REFERENCES `policy_version`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "policy_segment_kind" CHECK("policy_segment"."kind" IN ('head','heading','clause','closing'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_segment_position` ON `policy_segment` (`version_id`,`position`);--> statement-breakpoint
CREATE TABLE `policy_source` (
	`id` text PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`indexed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_source_path_unique` ON `policy_source` (`path`);--> statement-breakpoint
CREATE TABLE `policy_version` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`policy_id` text NOT NULL,
	`source_id` text NOT NULL,
	`file` text NOT NULL,
	`fingerprint` text NOT NULL,
	`title` text NOT NULL,
	`doc_number` text,
	`issuer` text,
	`region` text NOT NULL,
	`audience` text NOT NULL,
	`adopted_on` text,
	`issued_on` text,
	`amended_on` text,
	`effective_on` text,
	`expires_on` text,
	`repealed_on` text,
	`supersedes` text,
	`repeals` text NOT NULL,
	`sample` integer NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `policy_source`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_version_fingerprint` ON `policy_version` (`policy_id`,`fingerprint`);--> statement-breakpoint
CREATE TABLE `conversation` (
	`channel` text NOT NULL,
	`chat_id` text NOT NULL,
	`state` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`channel`, `chat_id`)
);
--> statement-breakpoint
CREATE TABLE `handover` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`chat_id` text NOT NULL,
	`reason` text NOT NULL,
	`message` blob NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`note` text,
	CONSTRAINT "handover_reason" CHECK("handover"."reason" IN ('emergency','fraud','requested','unanswered'))
);
--> statement-breakpoint
CREATE INDEX `handover_open` ON `handover` (`closed_at`,`opened_at`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`chat_id` text NOT NULL,
	`message_id` text NOT NULL,
	`body` blob NOT NULL,
	`received_at` integer NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "inbox_status" CHECK("inbox"."status" IN ('pending','done','failed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message` ON `inbox` (`channel`,`message_id`);--> statement-breakpoint
CREATE INDEX `inbox_pending` ON `inbox` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `inbox_chat` ON `inbox` (`channel`,`chat_id`,`id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`chat_id` text NOT NULL,
	`inbox_id` integer,
	`body` blob NOT NULL,
	`unique_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`status` text NOT NULL,
	`part` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`uncertain` integer DEFAULT 0 NOT NULL,
	`failure` text,
	CONSTRAINT "outbox_status" CHECK("outbox"."status" IN ('pending','sent','failed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_unique_key_unique` ON `outbox` (`unique_key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`status`,`due_at`);--> statement-breakpoint
CREATE INDEX `outbox_chat` ON `outbox` (`channel`,`chat_id`,`id`);--> statement-breakpoint
CREATE TABLE `question_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`chat_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`question` blob NOT NULL,
	`kind` text NOT NULL,
	`confidence` real NOT NULL,
	`clauses` text NOT NULL,
	`solved` integer
);
--> statement-breakpoint
CREATE INDEX `question_log_time` ON `question_log` (`asked_at`);