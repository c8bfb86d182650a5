-- Flat rows behind a key, in the order of their keys, of the reports that count; '' asks for all.
select m.* from allMeasures m semi join (from reports where counts) using (reportKey)
where key > $after and ($status = '' or status = $status) and ($body = '' or respondent = $body)
  and ($programme = '' or programme = $programme) and ($source = '' or sourceName = $source)
  and ($period = '' or periodFrom <= $period::DATE and periodTo >= $period::DATE)
  and ($review = '' or needsReview = ($review = 'true'))
order by key
limit 2000;
