CREATE TABLE `api_key` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`key_hash` blob NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_key_hash_unique` ON `api_key` (`key_hash`);--> statement-breakpoint
CREATE TABLE `request_attachment` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer NOT NULL,
	`event_id` integer,
	`channel` text NOT NULL,
	`attachment_sealed` blob NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `service_request`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`event_id`) REFERENCES `request_event`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `request_attachment_request` ON `request_attachment` (`request_id`);--> statement-breakpoint
CREATE TABLE `request_counter` (
	`day` text PRIMARY KEY NOT NULL,
	`last` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `request_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`detail` text NOT NULL,
	`note_sealed` blob,
	FOREIGN KEY (`request_id`) REFERENCES `service_request`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `request_event_request` ON `request_event` (`request_id`,`id`);--> statement-breakpoint
CREATE TABLE `service_request` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`item_id` text NOT NULL,
	`member_id` integer,
	`proxy_id` integer,
	`channel` text,
	`chat_id` text,
	`source` text NOT NULL,
	`status` text NOT NULL,
	`escalation` integer DEFAULT 0 NOT NULL,
	`district` text,
	`wanted_from` integer,
	`wanted_to` integer,
	`detail_sealed` blob NOT NULL,
	`call_back` integer DEFAULT false NOT NULL,
	`assignee_id` integer,
	`offered_to` integer,
	`offer_ends_at` integer,
	`submitted_at` integer NOT NULL,
	`accept_by` integer NOT NULL,
	`arrive_by` integer,
	`finish_by` integer NOT NULL,
	`accepted_at` integer,
	`dispatched_at` integer,
	`arrived_at` integer,
	`done_at` integer,
	`closed_at` integer,
	`rating` integer,
	`rating_sealed` blob,
	`urged_on` text,
	`reopened` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proxy_id`) REFERENCES `proxy`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignee_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offered_to`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "service_request_status_known" CHECK("service_request"."status" IN ('submitted','accepted','dispatched','onTheWay','done','rated','declined','cancelled')),
	CONSTRAINT "service_request_source" CHECK("service_request"."source" IN ('chat','staff','open311')),
	CONSTRAINT "service_request_rating" CHECK("service_request"."rating" IS NULL OR "service_request"."rating" BETWEEN 1 AND 5),
	CONSTRAINT "service_request_span" CHECK("service_request"."wanted_from" IS NULL OR "service_request"."wanted_to" > "service_request"."wanted_from")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `service_request_number_unique` ON `service_request` (`number`);--> statement-breakpoint
CREATE INDEX `service_request_member` ON `service_request` (`member_id`,`id`);--> statement-breakpoint
CREATE INDEX `service_request_status` ON `service_request` (`status`,`finish_by`);--> statement-breakpoint
CREATE INDEX `service_request_assignee` ON `service_request` (`assignee_id`,`status`);--> statement-breakpoint
CREATE INDEX `service_request_offer` ON `service_request` (`offered_to`,`offer_ends_at`);--> statement-breakpoint
CREATE INDEX `service_request_submitted` ON `service_request` (`submitted_at`);--> statement-breakpoint
CREATE INDEX `service_request_chat` ON `service_request` (`channel`,`chat_id`,`id`);--> statement-breakpoint
CREATE TABLE `service_skill` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`staff_id` integer NOT NULL,
	`item_id` text NOT NULL,
	`district` text,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `service_skill_once` ON `service_skill` (`staff_id`,`item_id`,`district`);--> statement-breakpoint
CREATE INDEX `service_skill_item` ON `service_skill` (`item_id`,`district`);--> statement-breakpoint
CREATE TABLE `urgent_record` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`chat_id` text NOT NULL,
	`member_id` integer,
	`handover_id` integer,
	`service` text NOT NULL,
	`words_sealed` blob NOT NULL,
	`opened_at` integer NOT NULL,
	`alerts` integer DEFAULT 0 NOT NULL,
	`last_alert_at` integer,
	`confirmed_at` integer,
	`confirmed_by` text,
	`closed_at` integer,
	`closed_by` text,
	`note_sealed` blob,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `urgent_record_open` ON `urgent_record` (`closed_at`,`opened_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `urgent_record_chat` ON `urgent_record` (`channel`,`chat_id`) WHERE "urgent_record"."closed_at" IS NULL;--> statement-breakpoint
CREATE TABLE `voucher` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`member_id` integer NOT NULL,
	`kind` text NOT NULL,
	`balance` integer NOT NULL,
	`held` integer DEFAULT 0 NOT NULL,
	`expires_on` text,
	`issued_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "voucher_not_negative" CHECK("voucher"."balance" >= 0 AND "voucher"."held" >= 0),
	CONSTRAINT "voucher_kind" CHECK("voucher"."kind" IN ('serviceVoucher','careCard'))
);
--> statement-breakpoint
CREATE INDEX `voucher_member` ON `voucher` (`member_id`,`kind`);--> statement-breakpoint
CREATE TABLE `voucher_entry` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`voucher_id` integer NOT NULL,
	`request_id` integer,
	`kind` text NOT NULL,
	`amount` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	FOREIGN KEY (`voucher_id`) REFERENCES `voucher`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `service_request`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "voucher_entry_amount" CHECK("voucher_entry"."amount" > 0),
	CONSTRAINT "voucher_entry_kind" CHECK("voucher_entry"."kind" IN ('issue','hold','release','spend','expire'))
);
--> statement-breakpoint
CREATE INDEX `voucher_entry_voucher` ON `voucher_entry` (`voucher_id`,`id`);--> statement-breakpoint
CREATE INDEX `voucher_entry_request` ON `voucher_entry` (`request_id`);